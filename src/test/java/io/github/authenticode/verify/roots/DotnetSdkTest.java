package io.github.authenticode.verify.roots;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DotnetSdkTest {
    private TestPki pki;
    private TestPki timestamps;

    @TempDir
    Path dotnet;

    @BeforeAll
    void makeAuthorities() throws GeneralSecurityException {
        pki = TestPki.create();
        timestamps = TestPki.create();
    }

    private void install(String version, X509Certificate codeSigning, X509Certificate timestamping) throws IOException {
        Path folder =
                Files.createDirectories(dotnet.resolve("sdk").resolve(version).resolve("trustedroots"));
        Files.writeString(folder.resolve("codesignctl.pem"), "# CN=…\n" + Judging.pem(List.of(codeSigning)));
        Files.writeString(folder.resolve("timestampctl.pem"), Judging.pem(List.of(timestamping)));
    }

    private RootSource[] read() {
        return new DotnetSdk(List.of(dotnet.resolve("none"), dotnet)).read().toArray(new RootSource[0]);
    }

    @Test
    void rootsAreTrustedForTheirPurposeOnly() throws Exception {
        install("8.0.404", pki.root().certificate(), timestamps.root().certificate());
        TestTimestamps good = new TestTimestamps(timestamps.timestampAuthority(), TestPki.NOW);
        TestTimestamps bad = new TestTimestamps(pki.timestampAuthority(), TestPki.NOW);
        TestCms signature = Judging.signature(pki.signer());

        Verdict verdict = Judging.trusting(read())
                .judge(signature
                        .unsigned(
                                TimestampAttributes.AUTHENTICODE,
                                v -> good.token(v).build())
                        .encoded());

        assertThat(Judging.findings(verdict)).isEmpty();
        SignatureVerdict only = verdict.signatures().get(0);
        assertThat(only.anchor()).map(AnchorInfo::source).contains(".NET SDK 8.0.404 code signing");
        assertThat(only.timestamp().flatMap(TimestampInfo::anchor))
                .map(AnchorInfo::source)
                .contains(".NET SDK 8.0.404 timestamping");
        assertThat(Judging.trusting(read())
                        .findings(Judging.signature(pki.signer())
                                .unsigned(
                                        TimestampAttributes.AUTHENTICODE,
                                        v -> bad.token(v).build())))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_CERT_SIGNATURE The timestamp's certificate chain is broken: ");
    }

    @Test
    void newestReleaseCounts() throws Exception {
        for (String version : List.of("9.0.100-rc.1.24452.12", "9.0.100", "8.0.404", "not-a-version")) {
            install(version, pki.root().certificate(), timestamps.root().certificate());
        }
        Files.createDirectories(dotnet.resolve("sdk").resolve("10.0.100"));

        assertThat(read())
                .extracting(RootSource::label)
                .containsExactly(".NET SDK 9.0.100 code signing (1)", ".NET SDK 9.0.100 timestamping (1)");
    }

    @Test
    void flawsAreToldInTheReport() throws Exception {
        install("8.0.100", pki.root().certificate(), timestamps.root().certificate());
        Path folder = dotnet.resolve("sdk/8.0.100/trustedroots");
        Files.delete(folder.resolve("timestampctl.pem"));
        Files.writeString(
                folder.resolve("codesignctl.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

        assertThat(read())
                .extracting(RootSource::label)
                .containsExactly(
                        ".NET SDK 8.0.100 code signing (0; 1 unreadable)",
                        ".NET SDK 8.0.100 timestamping (0; unreadable: NoSuchFileException)");
    }

    @Test
    void nothingInstalledIsNothing() {
        assertThat(read()).isEmpty();
    }

    @Test
    void placesComeFromTheEnvironmentAndTheUsualFolders() {
        Map<String, String> environment =
                Map.of("DOTNET_ROOT", "/opt/dotnet", "ProgramFiles", "/programs", "ProgramW6432", " ");

        assertThat(DotnetSdk.ofThisMachine(environment::get, Path.of("/home/jane"))
                        .places())
                .containsExactly(
                        Path.of("/opt/dotnet"),
                        Path.of("/usr/share/dotnet"),
                        Path.of("/usr/lib/dotnet"),
                        Path.of("/usr/lib64/dotnet"),
                        Path.of("/usr/local/share/dotnet"),
                        Path.of("/home/jane/.dotnet"),
                        Path.of("/programs/dotnet"));
    }
}
