package io.github.authenticode.engine.signtool.verify;

import io.github.authenticode.engine.signtool.output.SigntoolDiagnosis;
import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.engine.tool.PrintedNames;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The reader of what one call of {@code signtool verify} says of each of its files. Unlike {@code sign}, it does not
 * name the file in its errors: they come in the order of the files that failed.
 */
public final class SigntoolVerifyOutput {
    private static final Pattern BEGIN = Pattern.compile("(?:Verifying|File): (.*)");
    private static final Pattern SUCCESS = Pattern.compile("Successfully verified: (.*)");
    private static final Pattern NAMED =
            Pattern.compile("SignTool (?:Error|Warning): (?:File not found|File is not timestamped): (.*)");

    private final List<String> files;
    private final PrintedNames names;
    private final BitSet begun = new BitSet();
    private final BitSet succeeded = new BitSet();
    private final List<List<String>> named;
    private final List<String> unnamed = new ArrayList<>();

    private SigntoolVerifyOutput(ToolResult result, List<String> files) {
        this.files = files;
        this.names = new PrintedNames(files);
        this.named = files.stream().<List<String>>map(f -> new ArrayList<>()).toList();
        for (String line : SigntoolText.messages(result.stdout())) {
            file(BEGIN, line, begun).ifPresent(begun::set);
            file(SUCCESS, line, succeeded).ifPresent(succeeded::set);
        }
        for (String message : SigntoolText.messages(result.stderr())) {
            file(NAMED, message, new BitSet())
                    .ifPresentOrElse(i -> named.get(i).add(message), () -> unnamed.add(message));
        }
    }

    /**
     * @param files as they stood in the command line
     * @return one outcome a file, in the same order; success means that signtool accepts the signature and warns of
     * nothing
     */
    public static List<FileOutcome> read(ToolResult result, List<String> files, SigntoolDiagnosis diagnosis) {
        SigntoolVerifyOutput output = new SigntoolVerifyOutput(result, files);
        return IntStream.range(0, files.size())
                .mapToObj(i -> output.outcome(i, result, diagnosis))
                .toList();
    }

    /** The same, told apart further: a refusal from no answer, an acceptance with a warning from a refusal. */
    static List<SigntoolOpinion> opinions(ToolResult result, List<String> files, SigntoolDiagnosis diagnosis) {
        SigntoolVerifyOutput output = new SigntoolVerifyOutput(result, files);
        boolean ended = result.ending() instanceof Ending.Exited exited && exited.code() >= 0 && exited.code() <= 255;
        return IntStream.range(0, files.size())
                .mapToObj(i -> SigntoolOpinion.of(
                        output.outcome(i, result, diagnosis), output.succeeded.get(i), ended && output.begun.get(i)))
                .toList();
    }

    private OptionalInt file(Pattern pattern, String line, BitSet before) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? names.find(matcher.group(1), before::get) : OptionalInt.empty();
    }

    private FileOutcome outcome(int file, ToolResult result, SigntoolDiagnosis diagnosis) {
        if (!named.get(file).isEmpty()) {
            return diagnosis.named(String.join("\n", named.get(file)), "");
        }
        if (succeeded.get(file)) {
            return FileOutcome.SUCCESS;
        }
        int[] failed = IntStream.range(0, files.size())
                .filter(i -> begun.get(i) && !succeeded.get(i) && named.get(i).isEmpty())
                .toArray();
        int position = IntStream.of(failed).boxed().toList().indexOf(file);
        if (position >= 0 && failed.length == unnamed.size()) {
            return diagnosis.named(unnamed.get(position), "");
        }
        return diagnosis.unnamed(result, String.join("\n", unnamed), "");
    }
}
