package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.sample.SampleFiles;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates in the double's vault, and their keys of the same names. What is wrong with one stands in its name:
 * {@code disabled}, {@code pending}, {@code curve-k}, {@code symmetric}, {@code no-sign}, {@code other-key},
 * {@code expired}, {@code small}.
 */
final class VaultContent {
    /** The one version that each has. */
    static final String VERSION = "0123456789abcdef0123456789abcdef";

    private final TestEntity intermediate;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * A certificate and its key.
     *
     * @param signer what makes the signatures
     * @param entity the certificate, which may be of another key
     * @param type as Key Vault writes it
     * @param curve empty for RSA
     */
    record Entry(String name, KeyPair signer, TestEntity entity, String type, String curve) {}

    VaultContent(Settings settings) throws GeneralSecurityException {
        String from = "2020-01-01T00:00:00Z";
        String to = "2045-01-01T00:00:00Z";
        TestEntity root = TestCertificate.of("C=US, O=Azure Double, CN=Azure Double Vault Root")
                .authority(3)
                .validity(from, to)
                .keys(DoubleKeys.elliptic("vault root"))
                .make();
        intermediate = TestCertificate.of("C=US, O=Azure Double, CN=Azure Double Vault Issuing CA")
                .authority(0)
                .validity(from, to)
                .issuedBy(root)
                .keys(DoubleKeys.elliptic("vault intermediate"))
                .make();
        Instant now = settings.clock.instant();
        KeyPair rsa = DoubleKeys.rsa("vault", 3072);
        KeyPair elliptic = DoubleKeys.elliptic("vault signer");
        for (String name : new String[] {"code-signing", "disabled", "pending", "symmetric", "no-sign", "curve-k"}) {
            String type = name.equals("symmetric") ? "oct" : name.equals("curve-k") ? "EC" : "RSA";
            add(name, rsa, certificate(rsa, now), type, name.equals("curve-k") ? "P-256K" : "");
        }
        add("elliptic", elliptic, certificate(elliptic, now), "EC-HSM", "P-256");
        add("other-key", DoubleKeys.rsa("signer 0", 3072), certificate(rsa, now), "RSA", "");
        add("expired", rsa, certificate(rsa, now.minus(Duration.ofDays(400))), "RSA", "");
        KeyPair small = DoubleKeys.rsa("small", 1024);
        add("small", small, certificate(small, now), "RSA", "");
    }

    private void add(String name, KeyPair signer, TestEntity entity, String type, String curve) {
        entries.put(name, new Entry(name, signer, entity, type, curve));
    }

    private TestEntity certificate(KeyPair keys, Instant now) throws GeneralSecurityException {
        return TestCertificate.of(SampleFiles.PUBLISHER)
                .issuedBy(intermediate)
                .validity(
                        now.minus(Duration.ofDays(30)).toString(),
                        now.plus(Duration.ofDays(300)).toString())
                .keys(keys)
                .make();
    }

    Optional<Entry> named(String name) {
        return Optional.ofNullable(entries.get(name));
    }
}
