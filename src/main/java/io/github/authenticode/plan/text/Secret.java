package io.github.authenticode.plan.text;

import org.jspecify.annotations.Nullable;

/**
 * A password, passphrase or token. It is a type of its own so that no log, report, exception or string concatenation
 * can print it: {@link #toString} is always {@code ****}, and only {@link #reveal} gives the text away.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself. Call it where it is handed to the library or process that needs it, and nowhere else. */
    public String reveal() {
        return value;
    }

    /**
     * Two secrets are equal if their texts are, so that one settings.xml server is one identity wherever it is named.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
