package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import java.util.List;
import java.util.stream.Collectors;

/** The reasons why no key came out of a keystore. */
record KeystoreProblems(KeyFile file, KeystoreIdentity settings) {
    ProblemException wrongPassword() {
        return settings.password().isEmpty()
                ? missingPassword()
                : problem(
                        KeyProblem.KEYSTORE_PASSWORD,
                        "The password of the keystore " + file.path() + " is wrong.",
                        "Correct the password of the server that <serverId> names, or the variable that <passwordEnv>"
                                + " names.");
    }

    /** A file that anybody can read, with a check value that only who has the password can make. */
    ProblemException wrongPasswordOfPlainFile() {
        return problem(
                KeyProblem.KEYSTORE_PASSWORD,
                "The password of the keystore " + file.path()
                        + " is wrong: nothing in it is encrypted, but its check value"
                        + " (MAC) was made with another password, or with none.",
                "Remove <serverId> and <passwordEnv> to read it without a password, or correct the password.");
    }

    ProblemException missingPassword() {
        return problem(
                KeyProblem.KEYSTORE_PASSWORD_MISSING,
                "The keystore " + file.path() + " needs a password and none is given.",
                "Name a server of settings.xml in <serverId>, or an environment variable in <passwordEnv>.");
    }

    ProblemException wrongKeyPassword(String alias) {
        return problem(
                KeyProblem.KEY_PASSWORD,
                "The keystore " + file.path() + " opens, but the password of its key '" + alias + "' is wrong.",
                "Give the password of the key itself, which differs from that of the keystore.");
    }

    ProblemException noKey() {
        return problem(
                KeyProblem.KEYSTORE_NO_KEY,
                "The keystore " + file.path() + " holds no private key.",
                "Export the certificate again together with its private key.");
    }

    ProblemException noPrivateKey(String alias) {
        return problem(
                KeyProblem.KEYSTORE_NO_KEY,
                "The entry '" + alias + "' of the keystore " + file.path() + " holds no private key.",
                "Choose the entry with the key in <alias>, or import the certificate into it.");
    }

    ProblemException severalKeys(List<String> names) {
        return problem(
                KeyProblem.KEYSTORE_ALIAS,
                "The keystore " + file.path() + " holds " + names.size() + " keys: " + quoted(names) + ".",
                "Choose one with <alias>.");
    }

    ProblemException severalOfThatName(String alias) {
        return problem(
                KeyProblem.KEYSTORE_ALIAS,
                "The keystore " + file.path() + " holds several keys of the name '" + alias + "'.",
                "Export the one that signs into a file of its own.");
    }

    ProblemException noEntry(String alias, List<String> names) {
        return problem(
                KeyProblem.KEYSTORE_ALIAS,
                "The keystore " + file.path() + " has no entry '" + alias + "'; it has "
                        + (names.isEmpty() ? "none at all" : quoted(names)) + ".",
                "Correct <alias>.");
    }

    ProblemException damaged(Exception e) {
        return new ProblemException(Problem.of(
                        KeyProblem.KEYSTORE_DAMAGED,
                        "The keystore " + file.path() + " cannot be read as " + settings.type() + ".",
                        "Export it again, or get an undamaged copy.")
                .withEvidence(ExceptionText.of(e)));
    }

    private static ProblemException problem(ProblemId id, String cause, String remedy) {
        return new ProblemException(Problem.of(id, cause, remedy));
    }

    private static String quoted(List<String> aliases) {
        return aliases.stream().map(a -> "'" + a + "'").collect(Collectors.joining(", "));
    }
}
