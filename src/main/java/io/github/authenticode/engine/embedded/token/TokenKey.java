package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.engine.embedded.token.child.Line;
import java.util.HexFormat;

/**
 * A private key on a token.
 *
 * @param handle by which the library knows it in this process
 * @param id ties it to its certificate (CKA_ID), in hexadecimal; may be empty
 * @param type CK_KEY_TYPE in decimal
 * @param pinEachTime whether it wants the PIN before each signature (CKA_ALWAYS_AUTHENTICATE)
 */
record TokenKey(long handle, String label, String id, String type, boolean pinEachTime) {
    private static final String RSA = "0";
    private static final String EC = "3";

    static TokenKey of(Line line) {
        return new TokenKey(
                line.number(0),
                line.text(1),
                HexFormat.of().formatHex(line.bytes(2)),
                line.text(3),
                Boolean.parseBoolean(line.text(4)));
    }

    boolean isRsa() {
        return type.equals(RSA);
    }

    boolean isElliptic() {
        return type.equals(EC);
    }
}
