package io.github.authenticode.engine.embedded;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.format.SignableFile;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.plan.filetype.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jsign.Signable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.Selector;

/** The content of a signed file, read back: a quick look, not a verification. */
public record Judged(CMSSignedData signature) {
    private static final ASN1ObjectIdentifier AUTHENTICODE_TIMESTAMP =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
    private static final ASN1ObjectIdentifier OPUS_INFO = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.12");

    public static List<Judged> signatures(Path file, FileFormat format) throws Exception {
        List<Judged> found = new ArrayList<>();
        try (Signable signable = SignableFile.open(new Engine.Task(file, format, 1))) {
            signable.getSignatures().forEach(s -> found.add(new Judged(s)));
        }
        return found;
    }

    boolean timestamped() {
        AttributeTable attributes = signer().getUnsignedAttributes();
        return attributes != null
                && (attributes.get(AUTHENTICODE_TIMESTAMP) != null
                        || attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken) != null);
    }

    String digestAlgorithm() {
        return signer().getDigestAlgOID();
    }

    List<String> certificates() {
        Selector<X509CertificateHolder> all = null;
        return signature.getCertificates().getMatches(all).stream()
                .map(c -> c.getSubject().toString())
                .sorted()
                .toList();
    }

    /** Whether the signer's entry names this certificate. */
    boolean signedBy(Issued issued) {
        return signer().getSID().getSerialNumber().equals(issued.certificate().getSerialNumber());
    }

    /** Description and URL as they stand in the signature. */
    String opusInfo() {
        AttributeTable attributes = signer().getSignedAttributes();
        return String.valueOf(attributes.get(OPUS_INFO).getAttrValues());
    }

    private SignerInformation signer() {
        return signature.getSignerInfos().iterator().next();
    }
}
