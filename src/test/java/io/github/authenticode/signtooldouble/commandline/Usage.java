package io.github.authenticode.signtooldouble.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The help texts, taken from the recorded runs, since they are the program's own words and four pages long. */
public enum Usage {
    GENERAL("help"),
    SIGN("help-sign"),
    VERIFY("help-verify"),
    TIMESTAMP("help-timestamp"),
    REMOVE("help-remove");

    private static final String BEFORE = "--- stderr\n";
    private static final String AFTER = "--- exit code:";

    private final String transcript;

    Usage(String transcript) {
        this.transcript = transcript;
    }

    public String text() {
        String resource = "/signtool-transcripts/26-" + transcript + ".txt";
        try (InputStream in = Usage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int from = recorded.indexOf("Usage: ", recorded.indexOf(BEFORE));
            return recorded.substring(from, recorded.lastIndexOf(AFTER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
