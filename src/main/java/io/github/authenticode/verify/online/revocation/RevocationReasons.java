package io.github.authenticode.verify.online.revocation;

import java.util.Map;

/** The reasons why an authority revokes a certificate (RFC 5280, 5.3.1). */
final class RevocationReasons {
    private static final Map<Integer, String> WORDS = Map.of(
            0, "unspecified",
            1, "keyCompromise",
            2, "cACompromise",
            3, "affiliationChanged",
            4, "superseded",
            5, "cessationOfOperation",
            6, "certificateHold",
            9, "privilegeWithdrawn",
            10, "aACompromise");

    /** Given where there was no reason. */
    static final int NONE = -1;

    private RevocationReasons() {}

    static String words(int code) {
        return code == NONE ? "no reason given" : WORDS.getOrDefault(code, "reason " + code);
    }

    /**
     * Whether whoever has the key may have made signatures of any date: RFC 3161, 4, asks to take timestamps for
     * invalid then, and also where no reason is given.
     */
    static boolean isCompromise(int code) {
        return code == NONE || code == 1 || code == 2 || code == 10;
    }
}
