package io.github.authenticode.cloud.credential.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static TestEntity entity;

    @TempDir
    Path temp;

    @BeforeAll
    static void make() throws Exception {
        entity = TestCertificate.of("CN=app")
                .keys(TestCertificate.keyPair("RSA", 2048))
                .make();
    }

    @Test
    void assertionSaysWhatEntraAsksFor() throws Exception {
        String[] parts = assertion(false).split("\\.", -1);
        byte[] encoded = entity.certificate().getEncoded();
        String thumbprint = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(encoded));
        assertThat(json(parts[0]))
                .hasToString("{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"" + thumbprint + "\"}");
        assertThat(json(parts[1]))
                .hasToString(
                        "{\"aud\":\"https://e/t/oauth2/v2.0/token\",\"iss\":\"client\",\"sub\":\"client\",\"jti\":\"id\","
                                + "\"nbf\":1795348800,\"iat\":1795348800,\"exp\":1795349400}");
    }

    @Test
    void certificateGoesAlongWhereItIsWanted() throws Exception {
        assertThat(json(assertion(true).split("\\.", -1)[0]).path("x5c").path(0).asText())
                .isEqualTo(
                        Base64.getEncoder().encodeToString(entity.certificate().getEncoded()));
    }

    @Test
    void encryptedPemKeysAreOpened() throws Exception {
        char[] password = "pem-password".toCharArray();
        Object modern = new JcaPKCS8Generator(
                entity.key(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword(password)
                        .setIterationCount(1000)
                        .build());
        Object traditional = new JcaMiscPEMGenerator(
                entity.key(),
                new JcePEMEncryptorBuilder("AES-128-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build(password));
        for (Object key : new Object[] {modern, traditional}) {
            Path file = pem(key);
            assertThat(read(file, Optional.of(Secret.of("pem-password"))).key().getEncoded())
                    .isEqualTo(entity.key().getEncoded());
            assertThatThrownBy(() -> read(file, Optional.of(Secret.of("wrong"))))
                    .hasMessageContaining("(the key's password is wrong");
            assertThatThrownBy(() -> read(file, Optional.empty()))
                    .hasMessageContaining("(the key is encrypted, and no password is given)");
        }
    }

    @Test
    void otherKeysThanRsaAreRefused() throws Exception {
        TestEntity elliptic = TestCertificate.of("CN=ec")
                .keys(TestCertificate.keyPair("EC", 256))
                .make();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(elliptic.key(), null));
            writer.writeObject(elliptic.certificate());
        }
        Path file = Files.writeString(temp.resolve("ec.pem"), text.toString());
        assertThatThrownBy(() -> read(file, Optional.empty())).hasMessageContaining("(its key is not RSA)");
    }

    private static ClientCertificateFile.Content read(Path file, Optional<Secret> password) throws Exception {
        return new ClientCertificateFile(file, password).read();
    }

    private Path pem(Object key) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(entity.certificate());
            writer.writeObject(key);
        }
        return Files.writeString(temp.resolve("key.pem"), text.toString());
    }

    private static String assertion(boolean sends) throws Exception {
        return new ClientCertificate(
                        entity.key(), entity.certificate(), sends, Clock.fixed(NOON, ZoneOffset.UTC), () -> "id")
                .assertion("client", URI.create("https://e/t/oauth2/v2.0/token"))
                .reveal();
    }

    private static JsonNode json(String part) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
