package io.github.authenticode.run.reuse;

import io.github.authenticode.concurrent.SingleFlight;
import java.nio.file.Path;
import java.util.List;

/**
 * The contents that one build has signed, or is signing, for all of its modules and executions. It knows where the
 * first signed file lies and holds no byte of it, so that ten thousand of them take a few megabytes.
 */
public final class BuildSignatures {
    private final SingleFlight<String, Signed> known = new SingleFlight<>();

    /**
     * A file that was signed.
     *
     * @param sha256 of the content that it had then, hexadecimal
     * @param operations ids by which a signing service knows what it signed
     */
    record Signed(Path file, String sha256, List<String> operations) {
        Signed {
            operations = List.copyOf(operations);
        }
    }

    /** By {@link SignatureKey}. */
    SingleFlight<String, Signed> known() {
        return known;
    }
}
