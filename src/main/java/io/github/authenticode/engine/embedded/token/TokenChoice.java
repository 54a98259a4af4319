package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The token that an identity means: by label or serial number, never by slot, whose numbers change from one day to the
 * next.
 */
final class TokenChoice {
    private TokenChoice() {}

    static Token choose(Pkcs11Identity identity, List<Token> there, Path library) throws ProblemException {
        if (there.isEmpty()) {
            throw TokenProblems.noToken(library);
        }
        List<Token> fitting = there.stream()
                .filter(t -> isIn(identity.token(), t.label()) && isIn(identity.serial(), t.serial()))
                .toList();
        if (fitting.isEmpty()) {
            throw TokenProblems.noSuchToken(wanted(identity), there);
        }
        if (fitting.size() > 1) {
            throw TokenProblems.severalTokens(fitting);
        }
        return fitting.get(0);
    }

    private static boolean isIn(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }

    private static String wanted(Pkcs11Identity identity) {
        return identity.token().map(l -> "'" + l + "'").orElse("")
                + identity.serial()
                        .map(s -> (identity.token().isPresent() ? " " : "") + "with the serial number " + s)
                        .orElse("");
    }
}
