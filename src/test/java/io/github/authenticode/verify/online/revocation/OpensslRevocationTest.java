package io.github.authenticode.verify.online.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.verify.online.Fetcher;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.FileBudget;
import io.github.authenticode.verify.online.OnlineMemory;
import io.github.authenticode.verify.online.Revocations;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenSSL as a responder that understands our questions, and as a judge that agrees on lists. Skipped where it is not
 * installed.
 */
class OpensslRevocationTest {
    private static final String BASE = "http://pki.example/issuer";

    @TempDir
    Path folder;

    private TestEntity issuer;
    private TestEntity good;
    private TestEntity revoked;
    private AuthorityDouble authority;

    @BeforeEach
    void makeAuthority() throws GeneralSecurityException, IOException {
        assumeTrue(isInstalled(), "openssl is not installed");
        issuer = longLived(TestCertificate.of("CN=Issuer").authority(0)).make();
        authority = new AuthorityDouble(BASE, issuer, Instant.now());
        good = authority
                .linked(longLived(TestCertificate.of("CN=Good")).issuedBy(issuer))
                .make();
        revoked = authority
                .linked(longLived(TestCertificate.of("CN=Revoked")).issuedBy(issuer))
                .make();
        pem("issuer.pem", issuer.certificate());
        pem("issuer.key", new JcaPKCS8Generator(issuer.key(), null));
    }

    private static TestCertificate longLived(TestCertificate certificate) {
        return certificate.validity("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    }

    @Test
    void opensslAnswersOurQuestionsAndIsUnderstood() throws Exception {
        Files.writeString(
                folder.resolve("index.txt"),
                "V\t21000101000000Z\t\t" + serial(good) + "\tunknown\t/CN=Good\n"
                        + "R\t21000101000000Z\t260301100000Z,keyCompromise\t" + serial(revoked)
                        + "\tunknown\t/CN=Revoked\n");

        assertThat(standing(this::openssl, good)).isInstanceOf(RevocationStatus.Good.class);
        assertThat(standing(this::openssl, revoked)).isInstanceOfSatisfying(RevocationStatus.Revoked.class, r -> {
            assertThat(r.source().kind()).isEqualTo("OCSP");
            assertThat(r.since()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
            assertThat(r.reason()).isEqualTo("keyCompromise");
        });
        Files.writeString(folder.resolve("index.txt"), "");
        assertThat(standing(this::openssl, good))
                .isInstanceOfSatisfying(
                        RevocationStatus.Unknown.class,
                        u -> assertThat(u.why())
                                .contains("it says unknown: the responder does not know the certificate"));
    }

    @Test
    void opensslAgreesOnLists() throws Exception {
        authority.ocsp(AuthorityDouble.Mood.DOWN).revoke(revoked, "2026-03-01T10:00:00Z", CRLReason.keyCompromise);
        byte[] list = authority.fetch(Kind.CRL, URI.create(BASE + "/crl"), Optional.empty());
        Files.write(folder.resolve("list.crl"), list);
        run("crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem");

        for (TestEntity entity : List.of(good, revoked)) {
            pem("leaf.pem", entity.certificate());
            int exit = run("verify", "-CAfile", "issuer.pem", "-CRLfile", "list.pem", "-crl_check", "leaf.pem");
            assertThat(standing(authority, entity) instanceof RevocationStatus.Good)
                    .isEqualTo(exit == 0);
        }
    }

    private static RevocationStatus standing(Fetcher fetcher, TestEntity entity) throws InterruptedException {
        return new Revocations(fetcher, new OnlineMemory(), Clock.systemUTC())
                .of(entity.certificate(), Issuer.of(issuerOf(entity)), new FileBudget());
    }

    private static java.security.cert.X509Certificate issuerOf(TestEntity entity) {
        return entity.issuers().get(0);
    }

    /** As a responder that takes POST alone. */
    private byte[] openssl(Kind kind, URI address, Optional<byte[]> query) throws IOException, InterruptedException {
        if (kind != Kind.OCSP || query.isEmpty()) {
            throw new IOException("HTTP 405");
        }
        Files.write(folder.resolve("question.der"), query.get());
        Files.deleteIfExists(folder.resolve("answer.der"));
        run(
                "ocsp",
                "-index",
                "index.txt",
                "-CA",
                "issuer.pem",
                "-rsigner",
                "issuer.pem",
                "-rkey",
                "issuer.key",
                "-reqin",
                "question.der",
                "-respout",
                "answer.der",
                "-ndays",
                "1");
        if (!Files.exists(folder.resolve("answer.der"))) {
            throw new IOException(Files.readString(folder.resolve("output.txt")));
        }
        return Files.readAllBytes(folder.resolve("answer.der"));
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private void pem(String name, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        Files.write(folder.resolve(name), text.toString().getBytes(UTF_8));
    }

    private static String serial(TestEntity entity) {
        String hex = entity.certificate().getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    private static boolean isInstalled() {
        for (String place : String.valueOf(System.getenv("PATH")).split(":", -1)) {
            if (Files.isExecutable(Path.of(place, "openssl"))) {
                return true;
            }
        }
        return false;
    }
}
