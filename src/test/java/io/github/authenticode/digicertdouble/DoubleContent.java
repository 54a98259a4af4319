package io.github.authenticode.digicertdouble;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.sample.SampleFiles;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/**
 * Key pairs and certificates of the double: {@code release} and {@code elliptic} sign, {@code renewed} has two
 * certificates, {@code other-key} one of another key, {@code bare} has none, {@code expired} an old one, and
 * {@code 0a-1b} has an alias that looks like an id.
 */
final class DoubleContent {
    private static final KeyPair RSA;
    private static final KeyPair OTHER;

    static {
        try {
            RSA = TestCertificate.keyPair("RSA", 3072);
            OTHER = TestCertificate.keyPair("RSA", 3072);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key pair; its id is not its alias. */
    record Pair(String id, String alias, KeyPair keys) {}

    /** @param pair the id of its key pair, as the service has it */
    record Leaf(String alias, String pair, TestEntity entity) {}

    final List<Pair> pairs = new ArrayList<>();
    final List<Leaf> leaves = new ArrayList<>();
    private final TestEntity intermediate;

    DoubleContent() throws GeneralSecurityException {
        TestEntity root = TestCertificate.of("C=US, O=DigiCert Double, CN=DigiCert Double Root")
                .authority(3)
                .validity("2020-01-01T00:00:00Z", "2045-01-01T00:00:00Z")
                .keys(DoublePki.elliptic())
                .make();
        intermediate = TestCertificate.of("C=US, O=DigiCert Double, CN=DigiCert Double Issuing CA")
                .authority(0)
                .validity("2020-01-01T00:00:00Z", "2045-01-01T00:00:00Z")
                .issuedBy(root)
                .keys(DoublePki.elliptic())
                .make();
        KeyPair elliptic = DoublePki.elliptic();
        add("release", RSA, RSA, 300, 1);
        add("elliptic", elliptic, elliptic, 300, 1);
        add("renewed", RSA, RSA, 300, 2);
        add("other-key", OTHER, RSA, 300, 1);
        add("expired", RSA, RSA, -10, 1);
        add("bare", RSA, RSA, 300, 0);
        add("0a-1b", RSA, RSA, 300, 1);
    }

    private void add(String alias, KeyPair keys, KeyPair certified, int end, int certificates)
            throws GeneralSecurityException {
        Pair pair = new Pair("key-" + pairs.size(), alias, keys);
        pairs.add(pair);
        for (int i = 1; i <= certificates; i++) {
            TestEntity entity = TestCertificate.of(SampleFiles.PUBLISHER)
                    .issuedBy(intermediate)
                    .validity(DoublePki.days(-100), DoublePki.days(end))
                    .keys(certified)
                    .make();
            leaves.add(new Leaf(alias + "-cert-" + i, pair.id(), entity));
        }
    }
}
