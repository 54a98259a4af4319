package io.github.authenticode.verify.cms;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Data in those parts of a SignedData that no signature covers. Installers use them to carry campaign codes, malware to
 * carry its payload under a good signature; Windows looks at none of it. Unlike bytes behind the PKCS#7
 * (CVE-2013-3900), no setting changes that.
 */
public final class UncoveredBytes {
    /**
     * Certificates and revocation lists of one SignedData; of 739 signed files of PyPI, npm and Maven the most was 8
     * KiB.
     */
    private static final int MAX_CERTIFICATES = 64 << 10;
    /** A signature with all that is nested in it, less what it covers; the most was 23 KiB. */
    private static final int MAX_UNCOVERED = 256 << 10;
    /** An algorithm takes 15 bytes, one with the parameters of RSASSA-PSS about 70. */
    private static final int MAX_ALGORITHMS = 160;
    /** RFC 5652 has versions up to 5. */
    static final int MAX_VERSION_BITS = 3;

    private final String subject;
    private final List<Violation> violations = new ArrayList<>();

    private UncoveredBytes(String subject) {
        this.subject = subject;
    }

    /**
     * @param subject what sentences speak of: {@code The signature}
     * @param certificates which of its certificates have no part in it
     */
    public static List<Violation> violations(String subject, SignedMessage message, UnusedCertificates certificates)
            throws IOException {
        UncoveredBytes uncoveredBytes = new UncoveredBytes(subject);
        uncoveredBytes.data(message.data(), certificates);
        uncoveredBytes.signer(message.signer(), UnsignedAttributes.of(message), message);
        certificates
                .names()
                .forEach(name ->
                        uncoveredBytes.holds("the certificate \"" + name + "\", which belongs to no chain in it"));
        uncoveredBytes.sums(message.data());
        return uncoveredBytes.violations;
    }

    private void data(SignedData data, UnusedCertificates certificates) throws IOException {
        if (length(data.getDigestAlgorithms()) > MAX_ALGORITHMS) {
            holds("far too long a list of digest algorithms" + size(data.getDigestAlgorithms()));
        } else {
            for (ASN1Encodable algorithm : data.getDigestAlgorithms()) {
                algorithm("parameters in its list of digest algorithms", AlgorithmIdentifier.getInstance(algorithm));
            }
        }
        version(data.getVersion());
        if (data.getCertificates() != null) {
            AttributeCertificates attribute = new AttributeCertificates(certificates.makers());
            for (ASN1Encodable element : data.getCertificates()) {
                if (!(element.toASN1Primitive() instanceof ASN1Sequence)) {
                    attribute.objection(element).ifPresent(this::holds);
                }
            }
        }
        if (data.getCRLs() != null) {
            for (ASN1Encodable list : data.getCRLs()) {
                if (!certificates.issued(list)) {
                    holds("a revocation list of none of its authorities" + size(list));
                }
            }
        }
    }

    private void signer(SignerInfo signer, UnsignedAttributes.Result attributes, SignedMessage message)
            throws IOException {
        version(signer.getVersion());
        algorithm("parameters of its digest algorithm", signer.getDigestAlgorithm());
        algorithm("parameters of its signature algorithm", signer.getDigestEncryptionAlgorithm());
        attributes.findings().forEach(this::holds);
        for (SignerInfo countersigner : attributes.countersigners()) {
            signer(countersigner, UnsignedAttributes.ofCountersigner(countersigner, message), message);
        }
    }

    /** RFC 8017, A.2.1 and RFC 5754: NULL or nothing; RSASSA-PSS has parameters, and some name the curve of a key. */
    private void algorithm(String what, AlgorithmIdentifier algorithm) throws IOException {
        ASN1Encodable parameters = algorithm.getParameters();
        boolean mayHaveSome = PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())
                || X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm());
        if (parameters != null
                && !(parameters instanceof ASN1Null)
                && (!mayHaveSome || length(algorithm) > MAX_ALGORITHMS)) {
            holds(what + " that it does not have" + size(algorithm));
        }
    }

    private void version(ASN1Integer version) {
        if (version.getValue().bitLength() > MAX_VERSION_BITS) {
            holds("a version number of " + version.getValue().bitLength() + " bits");
        }
    }

    private void sums(SignedData data) throws IOException {
        int certificates = length(data.getCertificates()) + length(data.getCRLs());
        if (certificates > MAX_CERTIFICATES) {
            holds("certificates and revocation lists of more than " + MAX_CERTIFICATES + " bytes (" + certificates
                    + " bytes)");
        }
        int uncovered = length(data) - length(data.getEncapContentInfo());
        if (uncovered > MAX_UNCOVERED) {
            holds("more than " + MAX_UNCOVERED + " bytes beside what it covers (" + uncovered + " bytes)");
        }
    }

    private void holds(String what) {
        violations.add(new Violation(
                ViolationCode.TRUST_E_FAIL,
                subject + " holds " + what
                        + ". It is covered by no signature and may hide data. Sign the file again without it.",
                Rule.NOTHING_STUFFED));
    }

    private static String size(ASN1Encodable element) throws IOException {
        return " (" + length(element) + " bytes)";
    }

    private static int length(@Nullable ASN1Encodable element) throws IOException {
        return element == null ? 0 : element.toASN1Primitive().getEncoded().length;
    }
}
