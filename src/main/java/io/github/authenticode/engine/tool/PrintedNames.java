package io.github.authenticode.engine.tool;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The finder of the file that a line of signtool's output speaks of. signtool prints the path that it was given, or the
 * full path of it. Where its output is redirected it writes in the machine's code page: a letter that has no place
 * there becomes another one, or ends the line (measured: {@code Größe.exe} is printed as {@code Gro}). Of two names
 * that so become alike the first that no earlier line spoke of is meant; where one of them failed and the other did
 * not, that may be the wrong one, which the verifier finds out.
 */
public final class PrintedNames {
    private final List<String> exact;
    private final List<Pattern> blurred;

    public PrintedNames(List<String> files) {
        this.exact = files.stream().map(PrintedNames::normal).toList();
        this.blurred = exact.stream().map(PrintedNames::blur).toList();
    }

    /**
     * The position of the file, if the printed name fits one.
     *
     * @param spokenOf files that earlier lines spoke of, and that a blurred name therefore hardly means
     */
    public OptionalInt find(String printed, IntPredicate spokenOf) {
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

    /** Up to the first letter beyond ASCII as it is, then anything. */
    private static Pattern blur(String name) {
        int ascii = 0;
        while (ascii < name.length() && name.charAt(ascii) < 0x80) {
            ascii++;
        }
        String rest = ascii < name.length() ? ".*" : "";
        return Pattern.compile(Pattern.quote(name.substring(0, ascii)) + rest);
    }
}
