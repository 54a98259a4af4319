package io.github.authenticode.signtooldouble.verify;

import io.github.authenticode.signtooldouble.certificate.CertificateChains;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

/** One signature of a file, as far as {@code verify} speaks of it. */
public final class SignatureDetails {
    public static final ASN1ObjectIdentifier RFC3161 = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");

    private final CMSSignedData cms;
    private final SignerInformation signer;
    private final DigestInfo digest;
    private final List<X509Certificate> roots;

    SignatureDetails(CMSSignedData cms, List<X509Certificate> roots) {
        this.cms = cms;
        this.signer = cms.getSignerInfos().iterator().next();
        this.roots = roots;
        SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
        ASN1Sequence indirectData =
                ASN1Sequence.getInstance(data.getEncapContentInfo().getContent());
        this.digest = DigestInfo.getInstance(indirectData.getObjectAt(1));
    }

    String digestName() {
        return algorithm().name().toLowerCase(Locale.ROOT);
    }

    byte[] signedDigest() {
        return digest.getDigest();
    }

    boolean matches(Signable file) throws IOException {
        return Arrays.equals(signedDigest(), file.computeDigest(algorithm()));
    }

    private DigestAlgorithm algorithm() {
        return DigestAlgorithm.of(digest.getAlgorithmId().getAlgorithm());
    }

    List<X509Certificate> chain() throws GeneralSecurityException {
        return chain(signer.getSID(), cms.getCertificates());
    }

    Optional<Timestamp> timestamp() throws GeneralSecurityException, IOException {
        AttributeTable attributes = signer.getUnsignedAttributes();
        Attribute attribute = attributes == null ? null : attributes.get(RFC3161);
        if (attribute == null) {
            return Optional.empty();
        }
        ASN1Encodable token = attribute.getAttrValues().getObjectAt(0);
        try {
            TimeStampToken read = new TimeStampToken(ContentInfo.getInstance(token));
            return Optional.of(new Timestamp(
                    read.getTimeStampInfo().getGenTime().toInstant(), chain(read.getSID(), read.getCertificates())));
        } catch (TSPException e) {
            throw new IOException(e);
        }
    }

    private List<X509Certificate> chain(SignerId id, Store<X509CertificateHolder> certificates)
            throws GeneralSecurityException {
        List<X509Certificate> known = new ArrayList<>(convert(certificates.getMatches(null)));
        known.addAll(roots);
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> own = certificates.getMatches(id);
        return CertificateChains.build(convert(own).get(0), known);
    }

    private static List<X509Certificate> convert(Collection<X509CertificateHolder> holders)
            throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : holders) {
            certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
        return certificates;
    }

    /** Without its unauthenticated attributes, or without one of them. */
    public static CMSSignedData without(CMSSignedData signature, Optional<ASN1ObjectIdentifier> only)
            throws CMSException {
        SignerInformation signer = signature.getSignerInfos().iterator().next();
        AttributeTable attributes = signer.getUnsignedAttributes();
        AttributeTable left = attributes == null || only.isEmpty() ? null : attributes.remove(only.get());
        if (left != null && left.size() == 0) {
            left = null;
        }
        SignerInformation stripped = SignerInformation.replaceUnsignedAttributes(signer, left);
        return CMSSignedData.replaceSigners(signature, new SignerInformationStore(stripped));
    }

    record Timestamp(Instant time, List<X509Certificate> chain) {}
}
