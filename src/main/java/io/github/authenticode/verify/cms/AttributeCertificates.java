package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.naming.Names;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.Holder;

/**
 * The attribute certificates of a SignedData ([1] or [2], RFC 5652, 10.2.2). Microsoft's timestamp services send one
 * along that says how exact their clock is; nothing here can tell who signed it, so there may be one, small, and held
 * by who made the signature.
 */
final class AttributeCertificates {
    /** Those of Microsoft have 719 to 948 bytes. */
    private static final int MAX_LENGTH = 2048;

    private final Collection<X509Certificate> makers;
    private int seen;

    /** @param makers the certificates that made the signature and its timestamps */
    AttributeCertificates(Collection<X509Certificate> makers) {
        this.makers = makers;
    }

    /** What speaks against this entry, as the object of "holds". */
    Optional<String> objection(ASN1Encodable element) throws IOException {
        int length = element.toASN1Primitive().getEncoded(ASN1Encoding.DL).length;
        String size = " (" + length + " bytes)";
        if (!(element.toASN1Primitive() instanceof ASN1TaggedObject tagged)
                || (tagged.getTagNo() != 1 && tagged.getTagNo() != 2)) {
            return Optional.of("an entry among its certificates that is none" + size);
        }
        seen++;
        if (length > MAX_LENGTH || seen > 1) {
            return Optional.of(
                    (seen > 1 ? "more than one attribute certificate" : "too long an attribute certificate") + size);
        }
        return isHeldByMaker(tagged)
                ? Optional.empty()
                : Optional.of("an attribute certificate of somebody who signed nothing in it" + size);
    }

    private boolean isHeldByMaker(ASN1TaggedObject tagged) throws IOException {
        return Decoding.guarded(() -> {
            ASN1Sequence certificate = ASN1Sequence.getInstance(tagged, false);
            ASN1Sequence info = ASN1Sequence.getInstance(certificate.getObjectAt(0));
            return certificate.size() == 3
                    && info.size() >= 7
                    && makers.stream().anyMatch(m -> holds(m, info));
        });
    }

    /** Version 1 leaves out nothing before the holder, and has it as a choice of two (RFC 3281, 4.1; X.509 of 1997). */
    private static boolean holds(X509Certificate maker, ASN1Sequence info) {
        ASN1Encodable second = info.getObjectAt(1);
        if (second.toASN1Primitive() instanceof ASN1TaggedObject subject) {
            return names(maker, GeneralNames.getInstance(subject, false));
        }
        Holder holder = Holder.getInstance(second);
        if (holder.getBaseCertificateID() != null) {
            return holder.getBaseCertificateID().getSerial().getValue().equals(maker.getSerialNumber());
        }
        return holder.getEntityName() != null && names(maker, holder.getEntityName());
    }

    private static boolean names(X509Certificate maker, GeneralNames names) {
        for (GeneralName name : names.getNames()) {
            if (name.getTagNo() == GeneralName.directoryName && Names.isSame(name.getName(), maker)) {
                return true;
            }
        }
        return false;
    }
}
