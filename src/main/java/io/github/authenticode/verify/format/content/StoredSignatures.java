package io.github.authenticode.verify.format.content;

import io.github.authenticode.verify.violation.Violation;
import java.util.List;

/**
 * The signatures that a file holds where its format keeps them.
 *
 * @param signatures the DER of every SignedData, in file order; empty if the file is unsigned
 * @param violations what is wrong with the way they are stored: padding, trailing bytes, a table beyond the end
 */
public record StoredSignatures(List<byte[]> signatures, List<Violation> violations) {
    public static final StoredSignatures NONE = new StoredSignatures(List.of(), List.of());

    public StoredSignatures {
        signatures = List.copyOf(signatures);
        violations = List.copyOf(violations);
    }

    /** Something stands there that is no signature. */
    public static StoredSignatures none(Violation reason) {
        return new StoredSignatures(List.of(), List.of(reason));
    }
}
