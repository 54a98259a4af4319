package io.github.authenticode.digicertdouble;

import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The certificates of TLS: one authority for the double itself and for its users. */
final class DoublePki {
    private static final char[] MEMORY = "memory".toCharArray();

    private final TestEntity root;
    private final TestEntity server;

    DoublePki() throws GeneralSecurityException {
        root = TestCertificate.of("CN=DigiCert Double TLS Root")
                .authority(0)
                .validity(days(-800), days(800))
                .keys(elliptic())
                .make();
        server = TestCertificate.of("CN=localhost")
                .issuedBy(root)
                .validity(days(-1), days(30))
                .keys(elliptic())
                .purposes(false, KeyPurposeId.id_kp_serverAuth)
                .extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                .make();
    }

    static KeyPair elliptic() throws GeneralSecurityException {
        return TestCertificate.keyPair("EC", 256);
    }

    static String days(int fromNow) {
        return Instant.now().plus(Duration.ofDays(fromNow)).toString();
    }

    /** A PKCS#12 file of a user, whose certificate ends so many days from now. */
    void writeUser(Path file, Secret password, int end) throws GeneralSecurityException, IOException {
        TestEntity user = TestCertificate.of("CN=Build User")
                .issuedBy(root)
                .validity(days(-700), days(end))
                .keys(elliptic())
                .purposes(false, KeyPurposeId.id_kp_clientAuth)
                .make();
        try (OutputStream out = Files.newOutputStream(file)) {
            store(user, password.reveal().toCharArray())
                    .store(out, password.reveal().toCharArray());
        }
    }

    X509TrustManager trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return (X509TrustManager) trust.getTrustManagers()[0];
    }

    SSLContext ofServer() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(server, MEMORY), MEMORY);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new X509TrustManager[] {trust()}, null);
        return context;
    }

    private static KeyStore store(TestEntity entity, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", entity.key(), password, entity.chain().toArray(Certificate[]::new));
        return store;
    }
}
