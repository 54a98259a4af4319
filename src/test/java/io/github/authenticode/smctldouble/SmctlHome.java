package io.github.authenticode.smctldouble;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that the stand-ins share: key pairs as PKCS#12 files, the certificates that Windows has by now, its
 * providers, the mood, and a log of all command lines.
 */
record SmctlHome(Path folder) {
    static final String PASSWORD = "home";

    /** Of this process, as its start script says. */
    static SmctlHome ofThisProcess() {
        return new SmctlHome(Path.of(System.getProperty("smctl.double.home")));
    }

    Mood mood() throws IOException {
        return Mood.valueOf(text("mood"));
    }

    String apiKey() throws IOException {
        return text("api-key");
    }

    List<String> providers() throws IOException {
        return Files.readAllLines(folder.resolve("providers"));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    /** Names of all key pairs, in order. */
    List<String> keyPairs() throws IOException {
        return names(folder.resolve("keypairs"));
    }

    /** Key and certificates of a key pair; case matters, on any file system. */
    Optional<KeyStore> keyPair(String alias) throws IOException, GeneralSecurityException {
        if (!keyPairs().contains(alias)) {
            return Optional.empty();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        byte[] bytes = Files.readAllBytes(folder.resolve("keypairs").resolve(alias));
        store.load(new ByteArrayInputStream(bytes), PASSWORD.toCharArray());
        return Optional.of(store);
    }

    /** Windows' store of this user: files whose name is a thumbprint and whose content is the key's container. */
    Path store() throws IOException {
        return Files.createDirectories(folder.resolve("store"));
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    void log(String program, String[] arguments) throws IOException {
        byte[] line = (program + " " + String.join(" ", arguments) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("calls"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
