package io.github.authenticode.smctldouble;

import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProcessRunner;
import io.github.authenticode.testing.certificate.TestEntity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Both stand-ins as programs in one folder, and the account that they know. */
public final class SmctlDoubleKit {
    public static final String API_KEY = "01canary_5f3b2cd8e9a7d1";

    private final Path folder;

    private SmctlDoubleKit(Path folder) {
        this.folder = folder;
    }

    /** Writes {@code bin/smctl} and {@code bin/certutil}; they know no key pair and no provider of DigiCert's yet. */
    public static SmctlDoubleKit install(Path folder) throws IOException {
        SmctlDoubleKit kit = new SmctlDoubleKit(folder.toAbsolutePath().normalize());
        Files.createDirectories(kit.programs());
        Files.createDirectories(kit.folder.resolve("keypairs"));
        Files.writeString(kit.folder.resolve("api-key"), API_KEY);
        kit.mood(Mood.GOOD);
        kit.providers("Microsoft Software Key Storage Provider");
        kit.program("smctl", SmctlDouble.class);
        kit.program("certutil", CertutilDouble.class);
        return kit;
    }

    /** What PATH has to name. */
    public Path programs() {
        return folder.resolve("bin");
    }

    /** A machine on whose PATH they alone are, with home and work folder in this folder. */
    public Machine machine(Path surroundings, Consumer<String> debug) {
        Path work = surroundings.resolve("work");
        ProcessRunner.Settings runner = new ProcessRunner.Settings(
                false, false, StandardCharsets.UTF_8, line -> true, work, Duration.ofMillis(300), debug);
        return new Machine(
                Map.of("PATH", programs().toString()),
                false,
                surroundings.resolve("home"),
                work,
                new ProcessRunner(runner),
                debug);
    }

    public SmctlDoubleKit mood(Mood mood) throws IOException {
        Files.writeString(folder.resolve("mood"), mood.name());
        return this;
    }

    /** Those that Windows has registered; certificates are bound to the last one. */
    public SmctlDoubleKit providers(String... names) throws IOException {
        Files.write(folder.resolve("providers"), List.of(names));
        return this;
    }

    /** Whom smctl asks for timestamps. */
    public SmctlDoubleKit authority(String url) throws IOException {
        Files.writeString(folder.resolve("authority"), url);
        return this;
    }

    /** @param alias {@code NAME~2} is a second certificate of the key pair NAME */
    public SmctlDoubleKit keyPair(String alias, TestEntity signer) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = SmctlHome.PASSWORD.toCharArray();
        store.setKeyEntry("key", signer.key(), password, signer.chain().toArray(Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(folder.resolve("keypairs").resolve(alias))) {
            store.store(out, password);
        }
        return this;
    }

    /** The command lines of all calls, in order. */
    public List<String> calls() throws IOException {
        try {
            return Files.readAllLines(folder.resolve("calls"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** That of this JVM, absolute, since the programs run in folders of their own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void program(String name, Class<?> main) throws IOException {
        Path script = Files.writeString(programs().resolve(name), """
                #!/bin/sh
                exec "%s" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-Dsmctl.double.home=%s" -cp "%s" %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"), folder, classPath(), main.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
