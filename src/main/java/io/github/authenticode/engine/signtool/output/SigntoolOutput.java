package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.engine.tool.PrintedNames;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The reader of what one call of {@code signtool sign} (or {@code timestamp}, {@code remove}) says of each of its
 * files.
 *
 * <p>The exit code alone tells nothing of a file: one bad file among many makes it 1 though the others are signed. A
 * file is signed where standard output says so by name. Failures stand on standard error as a cause followed by the
 * name of the file; a cause without a name after it concerns every file that nothing else is said of.
 */
public final class SigntoolOutput {
    private static final Pattern SUCCESS = Pattern.compile(
            "Successfully (?:signed(?: and timestamped)?|timestamped|committed changes to the file): (.*)");
    private static final Pattern FAILURE = Pattern.compile(
            "SignTool (?:Error|Warning): .*?(?:attempting to (?:sign|timestamp): |File not found: )(.*)");

    private final List<String> files;
    private final ToolResult result;
    private final SigntoolDiagnosis diagnosis;
    private final PrintedNames names;
    private final BitSet succeeded = new BitSet();
    private final List<List<String>> causes;
    private final List<String> unnamed = new ArrayList<>();
    private final TreeMap<Integer, String> outputBefore = new TreeMap<>();

    private SigntoolOutput(ToolResult result, List<String> files, SigntoolDiagnosis diagnosis) {
        this.result = result;
        this.files = files;
        this.diagnosis = diagnosis;
        this.names = new PrintedNames(files);
        this.causes = files.stream().<List<String>>map(f -> new ArrayList<>()).toList();
        readStdout();
        readStderr();
    }

    /**
     * @param files as they stood in the command line
     * @return one outcome a file, in the same order
     */
    public static List<FileOutcome> read(ToolResult result, List<String> files, SigntoolDiagnosis diagnosis) {
        SigntoolOutput output = new SigntoolOutput(result, files, diagnosis);
        return IntStream.range(0, files.size()).mapToObj(output::outcome).toList();
    }

    private void readStdout() {
        StringBuilder since = new StringBuilder();
        for (String line : SigntoolText.messages(result.stdout())) {
            Matcher success = SUCCESS.matcher(line);
            OptionalInt file = success.find() ? names.find(success.group(1), succeeded::get) : OptionalInt.empty();
            if (file.isPresent()) {
                succeeded.set(file.getAsInt());
                outputBefore.put(file.getAsInt(), since.toString());
                since.setLength(0);
            } else {
                since.append(line).append('\n');
            }
        }
        outputBefore.put(files.size(), since.toString());
    }

    private void readStderr() {
        for (String message : SigntoolText.messages(result.stderr())) {
            Matcher failure = FAILURE.matcher(message);
            OptionalInt file = failure.matches()
                    ? names.find(
                            failure.group(1),
                            i -> succeeded.get(i) || !causes.get(i).isEmpty())
                    : OptionalInt.empty();
            unnamed.add(message);
            if (file.isPresent()) {
                causes.get(file.getAsInt()).addAll(unnamed);
                unnamed.clear();
            }
        }
    }

    private FileOutcome outcome(int file) {
        List<String> own = causes.get(file);
        if (own.isEmpty() && succeeded.get(file)) {
            return FileOutcome.SUCCESS;
        }
        String printed = outputBefore.ceilingEntry(file).getValue();
        if (!own.isEmpty()) {
            return diagnosis.named(words(own), printed);
        }
        boolean ended = result.ending() instanceof Ending.Exited;
        return diagnosis.unnamed(result, ended ? words(unnamed) : "", ended ? printed : "");
    }

    private static String words(List<String> messages) {
        return messages.stream().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** What is wrong with a call that concerns no file in particular. */
    public static Problem problem(ToolResult result, SigntoolDiagnosis diagnosis) {
        SigntoolOutput output = new SigntoolOutput(result, List.of(), diagnosis);
        return diagnosis
                .unnamed(result, words(output.unnamed), result.stdout())
                .problem()
                .orElseThrow();
    }
}
