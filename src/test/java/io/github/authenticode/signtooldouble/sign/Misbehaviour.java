package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/**
 * Ways to fail that a signing engine must see through. {@code SIGNTOOL_DOUBLE_MISBEHAVE} takes the name in lower case
 * with hyphens; with {@code once:} before it, only the first call with this store misbehaves, for tests of retries.
 */
public enum Misbehaviour {
    NONE,
    /** Says that every file was signed, exits 0, and leaves them as they were. */
    EXIT0_UNSIGNED,
    /** Exits 0 without a word or a signature. */
    EXIT0_SILENT,
    /** Exits 3 without a word, as signtool does where a dlib's .NET runtime is missing. */
    EXIT3_SILENT,
    /** Exits as after an access violation, without a word; where exit codes have one byte only that remains of it. */
    CRASH,
    /** Signs, says so, and pays no attention to /tr. */
    NO_TIMESTAMP,
    /** Signs, says so, and then changes one byte of the signed content. */
    GARBLE,
    /** Signs the first half of the files and ends as if it had crashed, without totals. */
    DIE_HALFWAY,
    /** Never ends. */
    HANG,
    /** Signs and ends, but leaves a child behind that holds the output streams open for a minute. */
    GRANDCHILD,
    /** Prints 50 MB on both streams, then signs. */
    FLOOD,
    /** Finds every file in use by another process. */
    LOCKED,
    /** Finds no timestamp authority. */
    TSA_DOWN;

    private static final String ONCE = "once:";

    /** Reads the wish, and uses it up if it is for once only. */
    public static Misbehaviour wishedBy(Surroundings surroundings) throws IOException {
        Optional<String> wish = surroundings.variable("SIGNTOOL_DOUBLE_MISBEHAVE");
        if (wish.isEmpty()) {
            return NONE;
        }
        String name = wish.get();
        if (name.startsWith(ONCE)) {
            name = name.substring(ONCE.length());
            try {
                Files.createFile(surroundings.storeFolder().resolve("misbehaved"));
            } catch (FileAlreadyExistsException done) {
                return NONE;
            }
        }
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
