package io.github.authenticode.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server of moto (PyPI), a double of AWS that others wrote, in a process of its own. It takes digests for messages,
 * as its own documentation says; a few lines of Python of ours tell it otherwise.
 */
public final class MotoServer implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private MotoServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it; where it is not installed, the test is skipped. */
    public static MotoServer start(Path folder) throws IOException, InterruptedException {
        Optional<List<String>> python = python();
        assumeTrue(
                python.isPresent(), "moto_server is neither in AUTHENTICODE_MOTO nor, as a Python script, on the PATH");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path script = folder.resolve("moto_of_digests.py");
        try (InputStream ours = Objects.requireNonNull(MotoServer.class.getResourceAsStream("moto_of_digests.py"))) {
            Files.copy(ours, script);
        }
        List<String> command = new ArrayList<>(python.get());
        command.addAll(List.of(script.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        server.await();
        return server;
    }

    /** The Python that moto was installed for, as the first line of its program tells it. */
    private static Optional<List<String>> python() throws IOException {
        String named = System.getenv("AUTHENTICODE_MOTO");
        if (named != null) {
            return Optional.of(interpreter(Path.of(named)));
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path program = Path.of(folder, "moto_server");
            // Elsewhere it is a shell script in front of it, as of pyenv, which does not say where its Python is.
            if (Files.isExecutable(program) && interpreter(program).toString().contains("python")) {
                return Optional.of(interpreter(program));
            }
        }
        return Optional.empty();
    }

    private static List<String> interpreter(Path program) throws IOException {
        return List.of(
                Files.readAllLines(program).get(0).replaceFirst("^#!\\s*", "").split("\\s+"));
    }

    private void await() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_NANOS;
        while (true) {
            try {
                client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() - end > 0 || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    public URI url() {
        return url;
    }

    /** The answer to an action of KMS, as an administrator sends it. */
    public JsonNode kms(String action, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-Amz-Target", "TrentService." + action)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=ADMIN/20260615/eu-west-1/kms/aws4_request, SignedHeaders=host,"
                                + " Signature=00")
                .POST(BodyPublishers.ofString(body))
                .build();
        return new ObjectMapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
