package io.github.authenticode.engine.tool;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the file that a line of signtool's output speaks of. signtool prints the path that it was given, or the full path of
 * it; where its output is redirected it writes in the machine's code page, so that letters beyond ASCII may be anything.
 */
final class PrintedNames {
    private final List<String> exact;
    private final List<Pattern> blurred;

    PrintedNames(List<String> files) {
        this.exact = files.stream().map(PrintedNames::normal).toList();
        this.blurred = exact.stream().map(PrintedNames::blur).toList();
    }

    /**
     * The position of the file, if the printed name fits one.
     *
     * @param spokenOf files that earlier lines spoke of, and that a blurred name therefore hardly means
     */
    OptionalInt find(String printed, IntPredicate spokenOf) {
        String name = normal(printed.strip());
        int index = exact.indexOf(name);
        if (index >= 0) {
            return OptionalInt.of(index);
        }
        return IntStream.range(0, exact.size())
                .filter(i -> name.endsWith("/" + exact.get(i))
                        || blurred.get(i).matcher(name).matches())
                .boxed()
                .min(Comparator.comparing(spokenOf::test))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static String normal(String path) {
        return path.replace('\\', '/').replaceFirst("^[A-Za-z]:/", "/").toLowerCase(Locale.ROOT);
    }

    private static Pattern blur(String name) {
        String anything = Matcher.quoteReplacement("\\E.*\\Q");
        return Pattern.compile("\\Q" + name.replaceAll("[^\\x00-\\x7F]+", anything) + "\\E");
    }
}
