package io.github.authenticode.verify.crypto;

import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.verify.naming.Oids;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The JCA algorithm that checks the signature value of a SignerInfo. signtool writes the bare key algorithm
 * (rsaEncryption, id-ecPublicKey) and leaves the digest to digestAlgorithm; other tools write the combined identifier,
 * which then has to agree.
 */
public final class SignatureScheme {
    /** Combined identifiers (RFC 8017 A.2.4, RFC 5758) and the digest that each one implies. */
    private static final Map<String, String> IMPLIED_DIGEST = Map.of(
            "1.2.840.113549.1.1.4", Digest.MD5,
            "1.2.840.113549.1.1.5", Digest.SHA1,
            "1.2.840.113549.1.1.11", DigestAlgorithm.SHA256.oid(),
            "1.2.840.113549.1.1.12", DigestAlgorithm.SHA384.oid(),
            "1.2.840.113549.1.1.13", DigestAlgorithm.SHA512.oid(),
            "1.2.840.10045.4.1", Digest.SHA1,
            "1.2.840.10045.4.3.2", DigestAlgorithm.SHA256.oid(),
            "1.2.840.10045.4.3.3", DigestAlgorithm.SHA384.oid(),
            "1.2.840.10045.4.3.4", DigestAlgorithm.SHA512.oid());

    private static final String RSA = "1.2.840.113549.1.1.";
    private static final String RSA_ENCRYPTION = RSA + "1";
    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";

    private SignatureScheme() {}

    /**
     * Whether {@code key} made the signature value over {@code message}.
     *
     * @throws GeneralSecurityException if the algorithm is unknown, contradicts itself, or does not fit the key
     */
    public static boolean verifies(SignerInfo signer, PublicKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = forSigner(signer);
        signature.initVerify(key);
        signature.update(message);
        try {
            return signature.verify(signer.getEncryptedDigest().getOctets());
        } catch (SignatureException e) {
            // The JDK's word for a value of the wrong length or padding: it is simply not a signature by this key.
            return false;
        }
    }

    /**
     * Whether {@code key} made the signature value over the bare digest of {@code message}: PKCS#1 padding around no
     * DigestInfo, as VeriSign's authorities wrote countersignatures until about 2012. The whole block is compared, and
     * nothing in it decoded.
     */
    public static boolean verifiesBareDigest(SignerInfo signer, RSAPublicKey key, byte[] message)
            throws NoSuchAlgorithmException {
        byte[] signature = signer.getEncryptedDigest().getOctets();
        int length = (key.getModulus().bitLength() + 7) / 8;
        byte[] digest = Digest.of(signer.getDigestAlgorithm()).hash(message);
        String oid = signer.getDigestEncryptionAlgorithm().getAlgorithm().getId();
        boolean padded = oid.equals(RSA_ENCRYPTION) || IMPLIED_DIGEST.containsKey(oid);
        BigInteger value = new BigInteger(1, signature);
        if (!padded
                || signature.length != length
                || length < digest.length + 11
                || value.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        byte[] block = new byte[length];
        Arrays.fill(block, 2, length - digest.length - 1, (byte) 0xFF);
        block[1] = 1;
        System.arraycopy(digest, 0, block, length - digest.length, digest.length);
        return value.modPow(key.getPublicExponent(), key.getModulus()).equals(new BigInteger(1, block));
    }

    private static Signature forSigner(SignerInfo signer) throws GeneralSecurityException {
        AlgorithmIdentifier algorithm = signer.getDigestEncryptionAlgorithm();
        Digest digest = Digest.of(signer.getDigestAlgorithm());
        String oid = algorithm.getAlgorithm().getId();
        if (PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())) {
            return pss(RSASSAPSSparams.getInstance(algorithm.getParameters()), digest);
        }
        String implied = IMPLIED_DIGEST.get(oid);
        if (implied == null && !oid.equals(RSA_ENCRYPTION) && !oid.equals(EC_PUBLIC_KEY)) {
            throw new NoSuchAlgorithmException("unknown signature algorithm " + Oids.named(oid));
        }
        if (implied != null && !implied.equals(digest.oid())) {
            throw new NoSuchAlgorithmException("the signature algorithm implies " + new Digest(implied).name()
                    + " but the digest algorithm is " + digest.name());
        }
        return Signature.getInstance(jcaDigest(digest) + (oid.startsWith(RSA) ? "withRSA" : "withECDSA"));
    }

    private static Signature pss(RSASSAPSSparams parameters, Digest digest) throws GeneralSecurityException {
        Digest hash = Digest.of(parameters.getHashAlgorithm());
        Digest maskHash = Digest.of(
                AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters()));
        if (!hash.equals(digest)) {
            throw new NoSuchAlgorithmException(
                    "the RSASSA-PSS parameters name " + hash.name() + " but the digest algorithm is " + digest.name());
        }
        if (!PKCSObjectIdentifiers.id_mgf1.equals(
                parameters.getMaskGenAlgorithm().getAlgorithm())) {
            throw new NoSuchAlgorithmException("unknown mask generation function "
                    + Oids.named(parameters.getMaskGenAlgorithm().getAlgorithm().getId()));
        }
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(
                hash.name(),
                "MGF1",
                new MGF1ParameterSpec(maskHash.name()),
                parameters.getSaltLength().intValueExact(),
                parameters.getTrailerField().intValueExact()));
        return signature;
    }

    private static String jcaDigest(Digest digest) throws NoSuchAlgorithmException {
        return digest.jcaName()
                .orElseThrow(() -> new NoSuchAlgorithmException("unknown digest algorithm " + Oids.named(digest.oid())))
                .replace("-", "");
    }
}
