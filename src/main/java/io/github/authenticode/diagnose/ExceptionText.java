package io.github.authenticode.diagnose;

import java.nio.file.FileSystemException;
import java.util.Optional;

/** A library's own words for a failure, fit for a report: one line, without the class name where there is a message. */
public final class ExceptionText {
    private ExceptionText() {}

    /** Its message, and that of its cause where it says more. */
    public static String of(Throwable failure) {
        String words = own(failure);
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure) {
            String deeper = own(cause);
            if (!words.contains(deeper)) {
                words = deeper.contains(words) ? deeper : words + ": " + deeper;
            }
        }
        return words.replaceAll("\\s+", " ").trim();
    }

    /** Whether the failure or anything beneath it is of this type. */
    public static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        return cause(failure, type).isPresent();
    }

    /** The failure, or the first beneath it, that is of this type. */
    public static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    private static String own(Throwable failure) {
        if (failure instanceof FileSystemException e) {
            // Its message starts with the whole path, which a report must not hold.
            return Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName());
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return failure instanceof RuntimeException ? failure.getClass().getSimpleName() + ": " + message : message;
    }
}
