package io.github.authenticode.plan;

import java.util.Locale;

/** Which program makes the signature. */
public enum EngineChoice {
    /** The best engine for the identity on this machine. */
    AUTO,
    /** jsign, inside this JVM, on any operating system. */
    EMBEDDED,
    SIGNTOOL,
    AZURESIGNTOOL,
    SMCTL;

    /** The spelling in a pom, a report and a message. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
