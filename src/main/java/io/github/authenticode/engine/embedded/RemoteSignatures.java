package io.github.authenticode.engine.embedded;

import io.github.authenticode.plan.DigestAlgorithm;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;

/**
 * The way in which jsign signs with a key that is elsewhere: digests are made here, signatures there. jsign's own
 * interface for that, SigningService, can't be implemented outside of jsign: the constructor of its
 * SigningServicePrivateKey that keeps the service is package-private (7.4).
 *
 * <p>It is handed to the one signer that uses it, and registered nowhere.
 */
final class RemoteSignatures extends Provider {
    private static final long serialVersionUID = 1L;

    private final String keyAlgorithm;
    private final transient DigestSigner signer;

    /** An RSA key. */
    RemoteSignatures(DigestSigner signer) {
        this("RSA", signer);
    }

    /** @param keyAlgorithm RSA or EC */
    RemoteSignatures(String keyAlgorithm, DigestSigner signer) {
        super("RemoteSignatures", "1", "Signatures by a key that is elsewhere");
        this.keyAlgorithm = keyAlgorithm;
        this.signer = signer;
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            putService(new Algorithm(digest));
        }
    }

    /** The signer of a digest, far away: PKCS #1 v1.5 for an RSA key, a DER sequence of two numbers for an EC key. */
    interface DigestSigner {
        byte[] sign(DigestAlgorithm algorithm, byte[] digest) throws SignatureException;
    }

    /** Stands for the key in calls that want one. */
    PrivateKey key() {
        return new RemoteKeyName(keyAlgorithm);
    }

    private static final class RemoteKeyName implements PrivateKey {
        private static final long serialVersionUID = 1L;

        private final String algorithm;

        RemoteKeyName(String algorithm) {
            this.algorithm = algorithm;
        }

        @Override
        public String getAlgorithm() {
            return algorithm;
        }

        @Override
        @SuppressWarnings("NullAway") // the JDK's way to say that the key can't be had
        public String getFormat() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // as above
        public byte[] getEncoded() {
            return null;
        }
    }

    private final class Algorithm extends Service {
        private final DigestAlgorithm digest;

        Algorithm(DigestAlgorithm digest) {
            super(
                    RemoteSignatures.this,
                    "Signature",
                    digest.name() + "with" + (keyAlgorithm.equals("EC") ? "ECDSA" : keyAlgorithm),
                    RemoteSignature.class.getName(),
                    List.of(),
                    null);
            this.digest = digest;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new RemoteSignature(signer, digest, MessageDigest.getInstance(digest.jcaName()));
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return parameter instanceof RemoteKeyName;
        }
    }

    private static final class RemoteSignature extends SignatureSpi {
        private final DigestSigner signer;
        private final DigestAlgorithm algorithm;
        private final MessageDigest digest;

        RemoteSignature(DigestSigner signer, DigestAlgorithm algorithm, MessageDigest digest) {
            this.signer = signer;
            this.algorithm = algorithm;
            this.digest = digest;
        }

        @Override
        protected void engineInitSign(PrivateKey key) {
            digest.reset();
        }

        @Override
        protected void engineUpdate(byte b) {
            digest.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return signer.sign(algorithm, digest.digest());
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("Signs only");
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("Signs only");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
