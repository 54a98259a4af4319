package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.keys.KeySource;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OfflineChainTest {
    @TempDir
    Path folder;

    @Test
    void missingIssuerIsNotDownloadedAndNotReplaced() throws Exception {
        AtomicInteger downloads = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/issuer.cer";
            Issued signer =
                    Issued.root("CN=Root").signer("CN=Lonely, O=Example", Issued.keys("EC", 256), Optional.of(url));
            Path file = SampleFiles.write(FileFormat.PE, folder, "a.exe");

            KeySource leafOnly = new KeySource(signer.key(), List.of(signer.certificate()));
            Attempt attempt = engine(leafOnly)
                    .sign(List.of(new Engine.Task(file, FileFormat.PE, 1)))
                    .get(0);

            assertThat(attempt).isEqualTo(new Attempt.Done());
            assertThat(Judged.signatures(file, FileFormat.PE).get(0).certificates())
                    .containsExactly("CN=Lonely,O=Example");
            assertThat(downloads).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void selfSignedSignerStaysInTheSignature() throws Exception {
        Issued root = Issued.root("CN=Self");
        Path file = SampleFiles.write(FileFormat.PE, folder, "a.exe");

        engine(root.source()).sign(List.of(new Engine.Task(file, FileFormat.PE, 1)));

        assertThat(Judged.signatures(file, FileFormat.PE).get(0).certificates()).containsExactly("CN=Self");
    }

    private static JsignEngine engine(KeySource source) {
        Timestamping none = new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(1));
        return new JsignEngine(
                source,
                new SignatureOptions(
                        DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), none, ExistingSignature.REPLACE),
                Optional.empty());
    }
}
