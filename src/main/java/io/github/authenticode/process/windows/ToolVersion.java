package io.github.authenticode.process.windows;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four numbers of a Windows file version, compared as numbers: 10.0.26100.9169 is newer than 10.0.9999.1. */
public record ToolVersion(int major, int minor, int build, int revision) implements Comparable<ToolVersion> {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");
    private static final Comparator<ToolVersion> ORDER = Comparator.comparingInt(ToolVersion::major)
            .thenComparingInt(ToolVersion::minor)
            .thenComparingInt(ToolVersion::build)
            .thenComparingInt(ToolVersion::revision);

    /** Reads {@code 10.0.26100.0} or a shorter form; empty for anything else. */
    public static Optional<ToolVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new ToolVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4)))
                : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    @Override
    public int compareTo(ToolVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build + "." + revision;
    }
}
