package io.github.authenticode.diagnose;

import java.util.Optional;
import java.util.regex.Pattern;

/** A pattern of file names as Ant has them: relative to a folder, with either slash. */
public final class AntPattern {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final String REGEX = "%regex[";
    private static final String ANT = "%ant[";

    private AntPattern() {}

    /**
     * The pattern as it is matched: forward slashes, no {@code ./} before it, and all that is in a folder that ends
     * with a slash.
     */
    public static String normalized(String pattern) {
        if (pattern.startsWith(REGEX)) {
            return pattern;
        }
        String unix = pattern.replace('\\', '/');
        while (unix.startsWith("./")) {
            unix = unix.substring(2);
        }
        return unix.endsWith("/") ? unix + "**" : unix;
    }

    /** Why a pattern can match nothing; to follow the pattern in a sentence. Empty if it can. */
    public static Optional<String> objection(String pattern) {
        if (pattern.startsWith(REGEX)) {
            return Optional.empty();
        }
        String unix = normalized(pattern.startsWith(ANT) ? pattern.substring(ANT.length()) : pattern);
        if (isAbsolute(unix)) {
            return Optional.of("is absolute, and patterns are relative to a folder");
        }
        return unix.startsWith("../") || unix.contains("/../")
                ? Optional.of("leads out of its folder with \"..\", and patterns match only what is in it")
                : Optional.empty();
    }

    /** Whether a path or pattern begins at a root, of Windows or of another system. */
    public static boolean isAbsolute(String pattern) {
        return pattern.startsWith("/")
                || pattern.startsWith("\\")
                || DRIVE.matcher(pattern).matches();
    }
}
