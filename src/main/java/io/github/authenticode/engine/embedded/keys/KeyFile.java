package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.pem.PemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that a pom names as a keystore or as certificates, read once, with a guess at what it really is: half of all
 * keystore errors are a good file of another type, which the JDK reports as "toDerInputStream rejects tag type 45".
 */
final class KeyFile {
    /** Far above any real keystore, and small enough to be read at once: someone may name an ISO image. */
    private static final long MAX_BYTES = 16L << 20;

    private final Path path;
    private final byte[] bytes;

    private KeyFile(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** The content that a key file can have, in words that fit after "it looks like". */
    enum Role {
        KEYSTORE(
                new Problems(KeyProblem.KEYSTORE_MISSING, KeyProblem.KEYSTORE_UNREADABLE, KeyProblem.KEYSTORE_TYPE),
                "keystore",
                "<file> of <keystore>"),
        CERTIFICATES(
                new Problems(
                        KeyProblem.CERTIFICATE_FILE_MISSING,
                        KeyProblem.CERTIFICATE_FILE_UNREADABLE,
                        KeyProblem.CERTIFICATE_FILE_TYPE),
                "certificate file",
                "<certificateFile>");

        private final Problems problems;
        private final String noun;
        private final String element;

        Role(Problems problems, String noun, String element) {
            this.problems = problems;
            this.noun = noun;
            this.element = element;
        }
    }

    private record Problems(KeyProblem missing, KeyProblem unreadable, KeyProblem otherType) {}

    static KeyFile read(Path path, Role role) throws ProblemException {
        String name = "The " + role.noun + " " + path;
        try {
            if (Files.isDirectory(path)) {
                throw new ProblemException(Problem.of(
                        role.problems.unreadable,
                        name + " is a folder.",
                        "Name the file itself in " + role.element + "."));
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new ProblemException(Problem.of(
                        role.problems.otherType,
                        name + " is larger than 16 MiB and so no " + role.noun + ".",
                        "Correct " + role.element + "."));
            }
            return new KeyFile(path, Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new ProblemException(Problem.of(
                    role.problems.missing,
                    name + " does not exist.",
                    "Correct " + role.element + ", or put the file there."));
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                            role.problems.unreadable,
                            name + " cannot be read.",
                            "Give the user that runs the build read access to it.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }

    Path path() {
        return path;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String text() {
        return PemText.of(bytes);
    }

    KeyFileContent content() {
        return KeyFileContent.of(bytes, text());
    }
}
