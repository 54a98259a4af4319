package io.github.authenticode.verify.crypto;

import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.verify.naming.Oids;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * A digest algorithm as a signature names it. MD5 and SHA-1 are computed as well, so that all that is wrong with an old
 * signature can be told, but a signature that uses them is never accepted.
 *
 * @param oid dotted object identifier
 */
public record Digest(String oid) {
    static final String MD5 = "1.2.840.113549.2.5";
    public static final String SHA1 = "1.3.14.3.2.26";

    public static Digest of(AlgorithmIdentifier algorithm) {
        return new Digest(algorithm.getAlgorithm().getId());
    }

    public boolean isAccepted() {
        return DigestAlgorithm.ofOid(oid).isPresent();
    }

    /**
     * Whether only the policy speaks against it: collisions can be made, a second file with the digest of another
     * cannot.
     */
    public boolean isOutdated() {
        return oid.equals(SHA1);
    }

    /** For messages: {@code SHA-256}, {@code MD5}, or the identifier of one nobody here knows. */
    public String name() {
        return jcaName().or(() -> Oids.name(oid)).orElse(oid);
    }

    Optional<String> jcaName() {
        return switch (oid) {
            case MD5 -> Optional.of("MD5");
            case SHA1 -> Optional.of("SHA-1");
            default -> DigestAlgorithm.ofOid(oid).map(DigestAlgorithm::jcaName);
        };
    }

    public byte[] hash(byte[] content) throws NoSuchAlgorithmException {
        String name = jcaName()
                .orElseThrow(() -> new NoSuchAlgorithmException("unknown digest algorithm " + Oids.named(oid)));
        return MessageDigest.getInstance(name).digest(content);
    }
}
