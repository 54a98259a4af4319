package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.engine.embedded.token.child.Line;
import java.util.List;

/**
 * A token as its library tells of it before anybody has logged in (PKCS #11 2.40, CK_TOKEN_INFO).
 *
 * @param slot by which the library knows it, today and in this process
 * @param model maker and model
 * @param certificates what anybody may read
 */
record Token(long slot, long flags, String label, String serial, String model, List<TokenCertificate> certificates) {
    private static final long LOGIN_REQUIRED = 0x4;
    private static final long KEYPAD = 0x100;
    private static final long INITIALIZED = 0x400;
    private static final long PIN_COUNT_LOW = 0x10000;
    private static final long PIN_FINAL_TRY = 0x20000;
    private static final long PIN_LOCKED = 0x40000;

    Token {
        certificates = List.copyOf(certificates);
    }

    static Token of(Line line, List<TokenCertificate> certificates) {
        return new Token(
                line.number(0),
                line.number(1),
                line.text(2),
                line.text(3),
                line.text(4).strip(),
                certificates);
    }

    boolean isInitialized() {
        return is(INITIALIZED);
    }

    boolean needsLogin() {
        return is(LOGIN_REQUIRED);
    }

    /** Whether the PIN is typed on the token itself (CKF_PROTECTED_AUTHENTICATION_PATH). */
    boolean hasKeypad() {
        return is(KEYPAD);
    }

    boolean isPinLocked() {
        return is(PIN_LOCKED);
    }

    boolean isLastTry() {
        return is(PIN_FINAL_TRY);
    }

    boolean isPinCountLow() {
        return is(PIN_COUNT_LOW);
    }

    private boolean is(long flag) {
        return (flags & flag) != 0;
    }

    /** For messages. */
    String name() {
        return "'" + ForeignText.oneLine(label) + "' (serial number " + ForeignText.oneLine(serial) + ")";
    }
}
