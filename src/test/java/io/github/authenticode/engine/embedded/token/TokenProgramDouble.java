package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.engine.embedded.token.child.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Double of the program that holds a token's library, for what SoftHSM never says: flags of locked PINs, a token that
 * is pulled out. A shell script that answers each kind of request with a prepared text, and writes down what it was
 * asked.
 */
final class TokenProgramDouble {
    private final Path folder;

    TokenProgramDouble(Path folder) throws IOException {
        this.folder = folder;
        Path script = Files.writeString(folder.resolve("java"), """
                #!/bin/sh
                while read mark number word rest; do
                  echo "$word" >> %1$s/asked
                  [ -x %1$s/$word.crash ] && exec %1$s/$word.crash
                  sed "s/@pkcs11 0 /@pkcs11 $number /" %1$s/$word
                done
                """.formatted(folder));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** A token with these flags. */
    static Line token(long slot, long flags, String label, String serial) {
        return Line.of(0, "token", slot, flags, label, serial, "Example Model");
    }

    TokenProgramDouble answering(String word, Line... lines) throws IOException {
        StringBuilder text = new StringBuilder("noise of a library\n");
        for (Line line : lines) {
            text.append(line).append('\n');
        }
        Files.writeString(folder.resolve(word), text);
        return this;
    }

    /** Ends with these words on standard error, by the signal of a broken pointer. */
    TokenProgramDouble crashingAt(String word, String words) throws IOException {
        Path script = Files.writeString(
                folder.resolve(word + ".crash"), "#!/bin/sh\necho '" + words + "' >&2\nkill -SEGV $$\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }

    TokenSettings settings(List<String> warnings) {
        return new TokenSettings(
                Map.of(),
                "Linux",
                folder.resolve("java"),
                folder.resolve("work"),
                warnings::add,
                new ArrayList<>()::add);
    }
}
