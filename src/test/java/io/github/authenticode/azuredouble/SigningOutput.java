package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.testing.certificate.TestEntity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The output of the service for a digest.
 *
 * @param signature base64
 * @param certificate base64 of the base64 of a PKCS#7 with the signer's chain
 */
record SigningOutput(@Nullable String signature, @Nullable String certificate) {

    static SigningOutput of(Operation operation, SigningProfile profile) {
        try {
            return make(operation, profile);
        } catch (GeneralSecurityException | IOException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningOutput make(Operation operation, SigningProfile profile)
            throws GeneralSecurityException, IOException, CMSException {
        if (operation.is(Kind.FAILED) || operation.is(Kind.NO_SIGNATURE)) {
            return new SigningOutput(null, null);
        }
        TestEntity signer = operation.is(Kind.ELLIPTIC) ? profile.elliptic() : operation.signer();
        byte[] signature = signature(operation, signer.key());
        if (operation.is(Kind.WRONG_SIGNATURE)) {
            signature[signature.length / 2] ^= 1;
        }
        List<X509Certificate> chain = new ArrayList<>(signer.chain());
        if (operation.is(Kind.OTHER_KEY)) {
            chain = new ArrayList<>(profile.elliptic().chain());
        }
        if (operation.is(Kind.SHUFFLED)) {
            Collections.reverse(chain);
        }
        String certificate = operation.is(Kind.NO_CERTIFICATE) ? "bm9uc2Vuc2U=" : twice(pkcs7(chain));
        return new SigningOutput(Base64.getEncoder().encodeToString(signature), certificate);
    }

    private static byte[] signature(Operation operation, PrivateKey key) throws GeneralSecurityException, IOException {
        byte[] digest = operation.input().digest();
        if (operation.is(Kind.ELLIPTIC)) {
            return sign("NONEwithECDSA", key, digest);
        }
        if (operation.is(Kind.OTHER_ALGORITHM)) {
            byte[] other = MessageDigest.getInstance("SHA-384").digest(digest);
            return sign("NONEwithRSA", key, digestInfo(DigestAlgorithm.SHA384, other));
        }
        return sign("NONEwithRSA", key, digestInfo(operation.input().algorithm(), digest));
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] data) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(data);
        return signer.sign();
    }

    private static byte[] digestInfo(DigestAlgorithm algorithm, byte[] digest) throws IOException {
        return new DigestInfo(
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE), digest)
                .getEncoded("DER");
    }

    private static byte[] pkcs7(List<X509Certificate> chain)
            throws GeneralSecurityException, IOException, CMSException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(chain));
        byte[] encoded = generator.generate(new CMSAbsentContent()).getEncoded();
        if (CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(encoded))
                        .size()
                != chain.size()) {
            throw new GeneralSecurityException("The PKCS#7 cannot be read back");
        }
        return encoded;
    }

    private static String twice(byte[] bytes) {
        byte[] once = Base64.getMimeEncoder().encodeToString(bytes).getBytes(US_ASCII);
        return Base64.getEncoder().encodeToString(once);
    }
}
