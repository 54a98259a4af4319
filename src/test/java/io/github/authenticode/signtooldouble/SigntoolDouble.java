package io.github.authenticode.signtooldouble;

import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.NotImitated;
import io.github.authenticode.signtooldouble.commandline.OptionParser;
import io.github.authenticode.signtooldouble.commandline.OptionTable;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.ReportedFailure;
import io.github.authenticode.signtooldouble.commandline.ResponseFile;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.Usage;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import io.github.authenticode.signtooldouble.sign.Misbehaviour;
import io.github.authenticode.signtooldouble.sign.SignCommand;
import io.github.authenticode.signtooldouble.sign.SignFaults;
import io.github.authenticode.signtooldouble.sign.TimestampCommand;
import io.github.authenticode.signtooldouble.verify.RemoveCommand;
import io.github.authenticode.signtooldouble.verify.VerifyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of the stand-in; {@link Surroundings} tells which environment variables steer it. */
public final class SigntoolDouble {
    private static final int NOT_IMITATED = 90;

    private final Console console;
    private final Surroundings surroundings;

    public SigntoolDouble(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(System.getenv(), Path.of(""), Clock.systemUTC());
        List<String> translated =
                Arrays.stream(arguments).map(WindowsPaths::ofArgument).toList();
        System.exit(new SigntoolDouble(new Console(out, err), surroundings).run(translated));
    }

    public int run(List<String> arguments) throws Exception {
        CallLog log = new CallLog(surroundings);
        log.begin(arguments);
        int exitCode = misbehaveOrServe(arguments);
        log.end(exitCode);
        return exitCode;
    }

    private int misbehaveOrServe(List<String> arguments) throws Exception {
        Misbehaviour misbehaviour = Misbehaviour.wishedBy(surroundings);
        switch (misbehaviour) {
            case EXIT0_SILENT -> {
                return 0;
            }
            case EXIT3_SILENT -> {
                return 3;
            }
            case CRASH -> {
                return SignFaults.CRASH;
            }
            case FLOOD -> flood();
            case GRANDCHILD -> leaveGrandchild();
            default -> {}
        }
        return serve(arguments, misbehaviour);
    }

    private int serve(List<String> arguments, Misbehaviour misbehaviour) throws Exception {
        if (arguments.isEmpty() || !arguments.get(0).startsWith("@")) {
            return command(arguments, misbehaviour);
        }
        if (arguments.size() > 1) {
            console.error("The %1!s! option is incompatible with the %2!s! option.");
            console.err(Usage.GENERAL.text());
            return 1;
        }
        Path file = new WindowsPaths(surroundings.workingFolder())
                .path(arguments.get(0).substring(1));
        if (!Files.exists(file)) {
            return command(List.of(), misbehaviour);
        }
        int exitCode = 0;
        for (List<String> command : ResponseFile.parse(Files.readString(file))) {
            exitCode = Math.max(exitCode, command(command, misbehaviour));
        }
        return exitCode;
    }

    private int command(List<String> arguments, Misbehaviour misbehaviour) throws Exception {
        if (arguments.isEmpty()) {
            return missing(Usage.GENERAL);
        }
        String name = arguments.get(0);
        if (name.equals("/?") || name.equals("-?")) {
            console.err(Usage.GENERAL.text());
            return 0;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        try {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "sign" ->
                    run(OptionTable.SIGN, rest, o -> new SignCommand(console, o, surroundings, misbehaviour).run());
                case "verify" -> run(OptionTable.VERIFY, rest, o -> new VerifyCommand(console, o, surroundings).run());
                case "timestamp" ->
                    run(OptionTable.TIMESTAMP, rest, o -> new TimestampCommand(console, o, surroundings).run());
                case "remove" -> run(OptionTable.REMOVE, rest, o -> new RemoveCommand(console, o, surroundings).run());
                case "catdb" -> throw new NotImitated("catdb");
                default -> {
                    console.error("Invalid command: " + name);
                    console.err(Usage.GENERAL.text());
                    yield 1;
                }
            };
        } catch (SigntoolError e) {
            console.err(e.text() + "\n");
            return 1;
        } catch (ReportedFailure e) {
            return 1;
        } catch (NotImitated e) {
            console.err(e.getMessage() + "\n");
            return NOT_IMITATED;
        }
    }

    private int run(OptionTable table, List<String> arguments, Command command) throws Exception {
        if (arguments.isEmpty()) {
            return missing(table.usage());
        }
        Optional<Options> options = OptionParser.parse(table, arguments);
        if (options.isEmpty()) {
            console.err(table.usage().text());
            return 0;
        }
        return command.run(options.get());
    }

    private int missing(Usage usage) {
        console.error("A required parameter is missing.");
        console.err(usage.text());
        return 1;
    }

    private void flood() {
        String lines = ("x".repeat(99) + "\n").repeat(5_000);
        for (int i = 0; i < 100; i++) {
            console.out(lines);
            console.err(lines);
        }
    }

    private static void leaveGrandchild() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Grandchild.class.getName())
                .inheritIO()
                .start();
    }

    private interface Command {
        int run(Options options) throws Exception;
    }
}
