package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A certificate profile of public trust: its certificate lives 72 hours, and a new one, with a new key, comes each day.
 */
final class SigningProfile {
    static final String PUBLISHER = "Example Ltd";
    /** Of every certificate of public trust. */
    static final String PUBLIC_TRUST_EKU = "1.3.6.1.4.1.311.97.1.0";
    /** Of this profile alone, whatever its certificate is today. */
    static final String SUBSCRIBER_EKU = "1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583";

    private final Settings settings;
    private final TestEntity root;
    private final TestEntity intermediate;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile TestEntity current;

    SigningProfile(Settings settings) throws GeneralSecurityException {
        this.settings = settings;
        String from = "2020-01-01T00:00:00Z";
        String to = "2045-01-01T00:00:00Z";
        root = TestCertificate.of("C=US, O=Azure Double, CN=Azure Double Identity Verification Root 2020")
                .authority(3)
                .validity(from, to)
                .keys(DoubleKeys.elliptic("signing root"))
                .make();
        intermediate = TestCertificate.of("C=US, O=Azure Double, CN=Azure Double ID Verified CS CA 01")
                .authority(0)
                .validity(from, to)
                .issuedBy(root)
                .keys(DoubleKeys.elliptic("signing intermediate"))
                .make();
        current = certificate().make();
    }

    TestEntity root() {
        return root;
    }

    TestEntity current() {
        return current;
    }

    /** Brings a new key and certificate into use. */
    synchronized void rotate() {
        generation.incrementAndGet();
        try {
            current = certificate().make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that is certified for this publisher, but cannot make an RSA signature. */
    TestEntity elliptic() throws GeneralSecurityException {
        return certificate().keys(DoubleKeys.elliptic("elliptic signer")).make();
    }

    private TestCertificate certificate() {
        Instant now = settings.clock.instant();
        return TestCertificate.of("C=DE, ST=Berlin, L=Berlin, O=" + PUBLISHER + ", CN=" + PUBLISHER)
                .issuedBy(intermediate)
                .validity(
                        now.minus(Duration.ofHours(12)).toString(),
                        now.plus(Duration.ofHours(60)).toString())
                .keys(DoubleKeys.rsa("signer " + generation.get(), 3072))
                .purposes(
                        false,
                        KeyPurposeId.id_kp_codeSigning,
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier(PUBLIC_TRUST_EKU)),
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier(SUBSCRIBER_EKU)));
    }
}
