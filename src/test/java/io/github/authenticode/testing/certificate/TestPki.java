package io.github.authenticode.testing.certificate;

import java.security.GeneralSecurityException;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A root, an intermediate authority, a signer and a timestamp authority, made when a test runs. Everything is valid
 * throughout 2026, {@link #NOW} lies in the middle.
 */
public record TestPki(TestEntity root, TestEntity intermediate, TestEntity signer, TestEntity timestampAuthority) {
    public static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    public static TestPki create() throws GeneralSecurityException {
        TestEntity root = TestCertificate.of("C=DE, O=Test Authority, CN=Test Root")
                .authority(3)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .make();
        TestEntity intermediate = TestCertificate.of("C=DE, O=Test Authority, CN=Test Issuer")
                .authority(0)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .issuedBy(root)
                .make();
        TestPki bare = new TestPki(root, intermediate, root, root);
        return new TestPki(
                root,
                intermediate,
                bare.certificate("C=DE, L=Berlin, O=Example Organization, CN=Example Ltd")
                        .keys(TestCertificate.keyPair("RSA", 2048))
                        .make(),
                bare.timestampCertificate().make());
    }

    /** A good code-signing certificate of the intermediate authority, to be spoilt. */
    public TestCertificate certificate(String subject) {
        return TestCertificate.of(subject).issuedBy(intermediate);
    }

    /** A good timestamping certificate of the intermediate authority, to be spoilt. */
    public TestCertificate timestampCertificate() {
        return certificate("C=DE, CN=Test Timestamps").purposes(true, KeyPurposeId.id_kp_timeStamping);
    }
}
