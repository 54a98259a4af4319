package io.github.authenticode.diagnose.catalogue;

/** Problems of tokens and of the PKCS #11 libraries that lead to them. */
public enum TokenProblem implements ProblemId {
    PKCS11_LIBRARY_MISSING("PKCS #11 library that is not there"),
    PKCS11_LIBRARY_ARCHITECTURE("PKCS #11 library for another processor"),
    PKCS11_LIBRARY_CRASHED("PKCS #11 library that crashes"),
    PKCS11_LIBRARY_SILENT("PKCS #11 library that does not answer"),
    PKCS11_LIBRARY_TYPE("Library that is no PKCS #11 library"),
    PKCS11_LIBRARY_FAILED("PKCS #11 library that cannot be initialised"),
    PKCS11_LIBRARY_UNUSABLE("PKCS #11 library that cannot be loaded"),
    PKCS11_PROGRAM("Java without what it takes to use a PKCS #11 library"),
    TOKEN_MISSING("Token that is not there"),
    TOKEN_AMBIGUOUS("Several tokens to choose from"),
    TOKEN_PIN_MISSING("Token that wants a PIN and none given"),
    TOKEN_PIN("PIN that a token refuses"),
    TOKEN_PIN_LOCKED("PIN of a token that is locked"),
    TOKEN_PIN_LAST_TRY("PIN that would lock the token if it were wrong"),
    TOKEN_PIN_UNSET("PIN of a token that has to be set first"),
    TOKEN_KEY("Key that cannot be found on a token"),
    TOKEN_KEY_PURPOSE("Key on a token that may not sign"),
    TOKEN_REMOVED("Token that is gone"),
    TOKEN_FAILED("Token that does not sign");

    private final String title;

    TokenProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.TOKENS;
    }
}
