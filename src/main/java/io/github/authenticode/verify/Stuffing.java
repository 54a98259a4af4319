package io.github.authenticode.verify;

import io.github.authenticode.plan.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;

/**
 * Data in those parts of a SignedData that no signature covers. Installers use them to carry campaign codes, malware to carry its
 * payload under a good signature; Windows looks at none of it. Unlike bytes behind the PKCS#7 (CVE-2013-3900), no setting changes that.
 */
final class Stuffing {
    private static final String INTENT_TO_SEAL = "1.3.6.1.4.1.311.2.4.2";
    private static final String SEALING_SIGNATURE = "1.3.6.1.4.1.311.2.4.3";
    private static final String SEALING_TIMESTAMP = "1.3.6.1.4.1.311.2.4.4";
    /** wintrust.h: SPC_ENCRYPTED_DIGEST_RETRY_COUNT_OBJID, a number that signtool's digest signing leaves behind. */
    private static final String RETRY_COUNT = "1.3.6.1.4.1.311.2.6.2";

    private static final Set<String> KNOWN_ATTRIBUTES = Set.of(
            Countersignature.ATTRIBUTE,
            Rfc3161Token.AUTHENTICODE_ATTRIBUTE,
            Rfc3161Token.CMS_ATTRIBUTE,
            SignatureJudge.NESTED_SIGNATURE,
            INTENT_TO_SEAL,
            SEALING_SIGNATURE,
            SEALING_TIMESTAMP,
            RETRY_COUNT);
    /** Those of Microsoft have some 900 bytes. */
    private static final int MAX_ATTRIBUTE_CERTIFICATE = 4096;
    /** An algorithm takes 15 bytes, one with the parameters of RSASSA-PSS about 70. */
    private static final int MAX_ALGORITHM = 160;

    private final String subject;
    private final List<Violation> violations = new ArrayList<>();

    private Stuffing(String subject) {
        this.subject = subject;
    }

    /**
     * @param subject what sentences speak of: {@code The signature}
     * @param certificates which of its certificates have no part in it
     */
    static List<Violation> violations(String subject, SignedMessage message, SpareCertificates certificates)
            throws IOException {
        Stuffing stuffing = new Stuffing(subject);
        stuffing.data(message.data(), certificates);
        stuffing.signer(message.signer());
        certificates
                .names()
                .forEach(name -> stuffing.holds("the certificate \"" + name + "\", which belongs to no chain in it"));
        return stuffing.violations;
    }

    private void data(SignedData data, SpareCertificates certificates) throws IOException {
        algorithm("a list of digest algorithms", data.getDigestAlgorithms());
        version(data.getVersion());
        if (data.getCertificates() != null) {
            for (ASN1Encodable element : data.getCertificates()) {
                if (!(element.toASN1Primitive() instanceof ASN1Sequence) && !isAttributeCertificate(element)) {
                    holds("an entry among its certificates that is none" + size(element));
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

    private void signer(SignerInfo signer) throws IOException {
        version(signer.getVersion());
        algorithm("parameters of its digest algorithm", signer.getDigestAlgorithm());
        algorithm("parameters of its signature algorithm", signer.getDigestEncryptionAlgorithm());
        attributes(signer.getUnauthenticatedAttributes());
    }

    private void attributes(@Nullable ASN1Set attributes) throws IOException {
        if (attributes == null) {
            return;
        }
        for (ASN1Encodable element : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(element);
            String type = attribute.getObjectAt(0).toString();
            if (!KNOWN_ATTRIBUTES.contains(type)) {
                holds("an attribute that no verifier knows, " + Names.printable(type) + size(element));
            } else if (attribute.size() > 2) {
                holds("more in the attribute " + type + " than belongs there" + size(element));
            }
            if (type.equals(Countersignature.ATTRIBUTE)) {
                for (ASN1Encodable value : ASN1Set.getInstance(attribute.getObjectAt(1))) {
                    signer(SignerInfo.getInstance(value));
                }
            }
        }
    }

    private void algorithm(String what, ASN1Encodable algorithm) throws IOException {
        if (length(algorithm) > MAX_ALGORITHM) {
            holds("far too long " + what + size(algorithm));
        }
    }

    private void version(ASN1Integer version) {
        if (version.getValue().bitLength() > 8) {
            holds("a version number of " + version.getValue().bitLength() + " bits");
        }
    }

    private void holds(String what) {
        violations.add(new Violation(
                ViolationCode.TRUST_E_FAIL,
                subject + " holds " + what
                        + ". It is covered by no signature and may hide data. Sign the file again without it.",
                Rule.NOTHING_STUFFED));
    }

    /** Microsoft's timestamp services send one along ([1] or [2], RFC 5652, 10.2.2); nothing here can tell who signed it. */
    private static boolean isAttributeCertificate(ASN1Encodable element) throws IOException {
        return element.toASN1Primitive() instanceof ASN1TaggedObject tagged
                && (tagged.getTagNo() == 1 || tagged.getTagNo() == 2)
                && length(element) <= MAX_ATTRIBUTE_CERTIFICATE;
    }

    private static String size(ASN1Encodable element) throws IOException {
        return " (" + length(element) + " bytes)";
    }

    private static int length(ASN1Encodable element) throws IOException {
        return element.toASN1Primitive().getEncoded().length;
    }
}
