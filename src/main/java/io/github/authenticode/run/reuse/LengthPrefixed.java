package io.github.authenticode.run.reuse;

import java.util.List;
import java.util.stream.Collectors;

/** Text to make digests of. */
public final class LengthPrefixed {
    private LengthPrefixed() {}

    /** The parts with their lengths, so that no two lists have the same text. */
    public static String text(List<String> parts) {
        return parts.stream().map(p -> p.length() + ":" + p).collect(Collectors.joining());
    }
}
