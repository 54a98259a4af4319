package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.TokenProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons for which a token does not sign, up to the choice of its key. */
final class TokenProblems {
    private TokenProblems() {}

    static ProblemException noToken(Path library) {
        return problem(
                TokenProblem.TOKEN_MISSING,
                "The PKCS #11 library " + library + " finds no token that is initialised.",
                "Plug in the token, and see whether the maker's own program finds it as the user that runs the build.");
    }

    /** @param wanted fit to follow "No token" */
    static ProblemException noSuchToken(String wanted, List<Token> there) {
        return problem(
                TokenProblem.TOKEN_MISSING,
                "No token " + wanted + " is there, but " + list(there) + ".",
                "Correct <token> or <serial>, or plug in the right one.");
    }

    static ProblemException severalTokens(List<Token> there) {
        boolean alike = there.stream().map(Token::label).distinct().count() < there.size();
        return problem(
                TokenProblem.TOKEN_AMBIGUOUS,
                "There are " + there.size() + " tokens to choose from: " + list(there) + ".",
                alike ? "Choose one by its serial number, with <serial>." : "Choose one by its label, with <token>.");
    }

    private static String list(List<Token> tokens) {
        return tokens.stream()
                .map(t -> t.name()
                        + t.certificates().stream()
                                .findFirst()
                                .map(c -> ", certificate of "
                                        + ForeignText.oneLine(c.certificate()
                                                .getSubjectX500Principal()
                                                .getName()))
                                .orElse(""))
                .collect(Collectors.joining("; "));
    }

    static ProblemException noPin(Token token) {
        return problem(
                TokenProblem.TOKEN_PIN_MISSING,
                "The token " + token.name() + " wants a PIN and none is given.",
                "Name a server of settings.xml in <serverId>, or an environment variable in <pinEnv>.");
    }

    static ProblemException locked(Token token) {
        return problem(
                TokenProblem.TOKEN_PIN_LOCKED,
                "The PIN of the token " + token.name() + " is locked.",
                "Unlock it with the maker's own program and the PUK or the security officer's PIN.");
    }

    static ProblemException lastTry(Token token) {
        return problem(
                TokenProblem.TOKEN_PIN_LAST_TRY,
                "The token " + token.name() + " accepts one more PIN; if that is wrong, it is locked. No build takes"
                        + " that risk.",
                "Log in once with the maker's own program, which sets the count back, then run the build again.");
    }

    static String pinCountLow(Token token) {
        return "Wrong PINs were given to the token " + token.name()
                + " since the last right one. The build tries its PIN once; if it is wrong, correct it before you run"
                + " the build again.";
    }

    /** A login that failed; it is not tried again in this build. */
    static ProblemException login(Token token, TokenFailure failure) {
        if (failure.isAny("CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE")) {
            return problem(
                    TokenProblem.TOKEN_PIN,
                    "The token " + token.name() + " refused the PIN. It was tried once, and is not tried again in this"
                            + " build.",
                    "Correct the password of the server that <serverId> names, or the variable that <pinEnv> names,"
                            + " before you run the build again: after a few wrong ones the token locks.",
                    failure);
        }
        if (failure.isAny("CKR_PIN_LOCKED")) {
            return locked(token);
        }
        if (failure.isAny("CKR_PIN_EXPIRED", "CKR_USER_PIN_NOT_INITIALIZED")) {
            return problem(
                    TokenProblem.TOKEN_PIN_UNSET,
                    "The PIN of the token " + token.name() + " has to be set first.",
                    "Set it with the maker's own program.",
                    failure);
        }
        return failed(token, failure);
    }

    /** Whatever else a token or its library says while it is used. */
    static ProblemException failed(Token token, TokenFailure failure) {
        if (failure.isAny(
                "CKR_DEVICE_REMOVED",
                "CKR_TOKEN_NOT_PRESENT",
                "CKR_SESSION_HANDLE_INVALID",
                "CKR_SLOT_ID_INVALID",
                "CKR_TOKEN_NOT_RECOGNIZED")) {
            return problem(
                    TokenProblem.TOKEN_REMOVED,
                    "The token " + token.name() + " is gone.",
                    "Leave it plugged in until the build has ended.",
                    failure);
        }
        if (failure.isAny("CKR_KEY_TYPE_INCONSISTENT", "CKR_MECHANISM_INVALID", "CKR_KEY_FUNCTION_NOT_PERMITTED")) {
            return problem(
                    TokenProblem.TOKEN_KEY_PURPOSE,
                    "The token " + token.name() + " does not sign with this key.",
                    "Choose a key that may sign (CKA_SIGN), of type RSA or EC.",
                    failure);
        }
        String happened = switch (failure.kind()) {
            case ENDED -> " was lost: its library ended the program that holds it.";
            case SILENT -> " does not answer.";
            case REFUSED, NOT_STARTED -> " does not sign.";
        };
        return problem(
                TokenProblem.TOKEN_FAILED,
                "The token " + token.name() + happened,
                "See whether the maker's own program can use the token, and run the build again.",
                failure);
    }

    static ProblemException noKey(Token token, List<TokenCertificate> certificates) {
        return problem(
                TokenProblem.TOKEN_KEY,
                "The token " + token.name() + " shows no private key"
                        + (certificates.isEmpty() ? "." : ", only " + certificates.size() + " certificates."),
                "Choose the token that holds the key, or import the key into this one.");
    }

    static ProblemException noSuchKey(Token token, String alias, List<String> aliases) {
        String hint = Nearest.to(alias, aliases)
                .map(a -> "; did you mean '" + ForeignText.oneLine(a) + "'?")
                .orElse(".");
        return problem(
                TokenProblem.TOKEN_KEY,
                "The token " + token.name() + " has no key '" + alias + "', but " + quoted(aliases) + hint,
                "Correct <alias>; case counts.");
    }

    static ProblemException noSuchCertificate(
            Token token, String thumbprint, boolean certificateFile, List<TokenCertificate> certificates) {
        return problem(
                TokenProblem.TOKEN_KEY,
                "No certificate with the thumbprint " + thumbprint + " is on the token " + token.name()
                        + (certificateFile ? " or in <certificateFile>" : "") + "; "
                        + (certificates.isEmpty() ? "it holds none at all." : "it holds " + described(certificates)),
                "Correct <thumbprint>, which is the certificate's SHA-1, or choose the key with <alias>.");
    }

    private static String described(List<TokenCertificate> certificates) {
        return certificates.stream()
                .map(c -> c.thumbprint() + " of "
                        + ForeignText.oneLine(
                                c.certificate().getSubjectX500Principal().getName()))
                .collect(Collectors.joining(", ", "", "."));
    }

    static ProblemException severalKeys(Token token, List<String> aliases) {
        boolean unique = aliases.stream().distinct().count() == aliases.size();
        return problem(
                TokenProblem.TOKEN_KEY,
                "The token " + token.name() + " holds " + aliases.size() + " keys to choose from: " + quoted(aliases)
                        + ".",
                unique
                        ? "Choose one with <alias>."
                        : "Choose one with <thumbprint>, the SHA-1 of its certificate on the token.");
    }

    static ProblemException keyType(String name, String type) {
        return problem(
                KeyProblem.KEY_UNSUPPORTED,
                name + " is of the PKCS #11 type " + type + "; Windows accepts code signatures by RSA and ECDSA keys"
                        + " only.",
                "Choose another key with <alias>.");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(n -> "'" + ForeignText.oneLine(n) + "'").collect(Collectors.joining(", "));
    }

    private static ProblemException problem(ProblemId id, String cause, String remedy) {
        return new ProblemException(Problem.of(id, cause, remedy));
    }

    private static ProblemException problem(ProblemId id, String cause, String remedy, TokenFailure failure) {
        return new ProblemException(Problem.of(id, cause, remedy).withEvidence(ForeignText.oneLine(failure.words())));
    }
}
