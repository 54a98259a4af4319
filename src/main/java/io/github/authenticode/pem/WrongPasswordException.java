package io.github.authenticode.pem;

import java.io.IOException;

/** The bytes are whole as far as anybody can tell, and the password does not open them. */
public final class WrongPasswordException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean aboutPlainFile;

    WrongPasswordException(String message, Throwable cause) {
        super(message, cause);
        this.aboutPlainFile = false;
    }

    private WrongPasswordException(String message, boolean aboutPlainFile) {
        super(message);
        this.aboutPlainFile = aboutPlainFile;
    }

    /** By the check value of a PKCS#12 file. */
    static WrongPasswordException ofCheckValue(boolean aboutPlainFile) {
        return new WrongPasswordException("the check value (MAC) does not fit", aboutPlainFile);
    }

    /** Whether nothing in the file is encrypted, so that it could be read without any password. */
    public boolean isAboutPlainFile() {
        return aboutPlainFile;
    }
}
