package io.github.authenticode.verify.asn1;

import io.github.authenticode.verify.naming.Names;
import java.io.IOException;

/**
 * The one boundary between hostile bytes and this package. Bouncy Castle decodes lazily and answers garbage with
 * whatever its depths throw (IllegalArgumentException, IllegalStateException, ClassCastException, array bounds …),
 * often long after parsing; here all of it becomes a {@link MalformedException} that keeps the reason.
 */
public final class Decoding {
    private Decoding() {}

    /** A piece of work on untrusted bytes. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws IOException;
    }

    public static <T> T guarded(Step<T> step) throws MalformedException {
        try {
            return step.run();
        } catch (MalformedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedException(reason(e), e);
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : Names.printable(message);
    }
}
