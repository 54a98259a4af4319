package io.github.authenticode.signtooldouble.replay;

import io.github.authenticode.signtooldouble.SigntoolDouble;
import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.commandline.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder of one replayed case: prepared as the recording's was, then used as the working folder. */
public final class ReplayScratch implements AutoCloseable {
    private final Path folder;
    private final Path store;
    private final ReplayKeys keys;
    private final List<FileChannel> locks = new ArrayList<>();

    public ReplayScratch(Path folder, ReplayKeys keys) throws Exception {
        this.folder = Files.createDirectories(folder.resolve("scratch"));
        this.store = folder.resolve("store");
        this.keys = keys;
        keys.writeTo(this.folder);
        keys.writeStore(store);
    }

    public Path folder() {
        return folder;
    }

    public void prepare(List<List<String>> steps) throws Exception {
        for (List<String> step : steps) {
            for (String name : step.subList(1, step.size())) {
                prepare(step.get(0), name);
            }
        }
    }

    private void prepare(String verb, String name) throws Exception {
        Path file = folder.resolve(name);
        switch (verb) {
            case "fresh" -> keys.copyProgram(file);
            case "folder" -> Files.createDirectory(file);
            case "store" -> keys.putInStore(store.resolve("CurrentUser/My"), name);
            case "machine" -> keys.putInStore(store.resolve("LocalMachine/My"), name);
            case "sign" -> must("sign", "/fd", "SHA256", "/f", "signer.pfx", "/p", "secret", name);
            case "sign-sha384" -> must("sign", "/fd", "SHA384", "/f", "signer.pfx", "/p", "secret", name);
            case "self-sign" -> must("sign", "/fd", "SHA256", "/f", "self.pfx", "/p", "secret", name);
            case "stamp" ->
                must(
                        "sign",
                        "/fd",
                        "SHA256",
                        "/f",
                        "signer.pfx",
                        "/p",
                        "secret",
                        "/tr",
                        keys.tsaUrl(),
                        "/td",
                        "SHA256",
                        name);
            case "remove-attributes" -> must("remove", "/u", name);
            case "tamper" -> tamper(file);
            case "lock" -> lock(file);
            case "response" ->
                Files.writeString(
                        file, "sign\r\n/v\r\n/fd SHA256\r\n/sha1 " + keys.thumbprint("signer") + "\r\na.exe\r\n");
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private void must(String... arguments) throws Exception {
        Run run = run(List.of(arguments), Map.of());
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.toString());
        }
    }

    private static void tamper(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[0x210] ^= 1;
        Files.write(file, bytes);
    }

    private void lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        locks.add(channel);
        if (!channel.lock().isValid()) {
            throw new IllegalStateException("not locked: " + file);
        }
    }

    public Run run(List<String> arguments, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SIGNTOOL_DOUBLE_STORE", store.toString(),
                "AZURE_TENANT_ID", "tenant",
                "AZURE_CLIENT_ID", "client",
                "AZURE_CLIENT_SECRET", "canary"));
        environment.putAll(more);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err));
        int exitCode =
                new SigntoolDouble(console, new Surroundings(environment, folder, Clock.systemUTC())).run(arguments);
        return new Run(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exitCode);
    }

    private static PrintStream stream(OutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (FileChannel lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public record Run(String out, String err, int exitCode) {}
}
