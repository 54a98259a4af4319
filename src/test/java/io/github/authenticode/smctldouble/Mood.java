package io.github.authenticode.smctldouble;

/** The ways in which the stand-in for smctl may be wished to behave; each was seen in a published log of a user. */
public enum Mood {
    GOOD,
    /** A build without {@code --digalg} and {@code --exit-non-zero-on-fail} (posit-dev/ggsql#547). */
    OLD,
    /** Signs nothing, says so, and ends with 0 whatever flag it was given (lmstudio-js#30). */
    FAILED_WITH_ZERO,
    /** Signs nothing and says that it did (risa-labs-inc/BossConsole#230). */
    CLAIMS,
    /** Signs the first half of the files; of the others it says that they failed, and ends with 0. */
    HALF,
    /** Signs the first half of the files and is gone, without a word on the others. */
    DIES,
    /** Comes to no end and signs nothing. */
    HANGS,
    /** Signs the first file and writes it over all others. */
    WRONG_FILE,
    /** Signs with the key pair {@code other}. */
    OTHER_KEY,
    /** Is refused for want of a client certificate (digicert/code-signing-software-trust-action#14). */
    NO_CLIENT_CERTIFICATE,
    /** Is refused for having asked too often (SonarSource/sonarlint-eclipse#1067). */
    REQUEST_LIMIT,
    /** Prints the API key and the password with the first and the last characters unmasked beside each failure. */
    BLABS
}
