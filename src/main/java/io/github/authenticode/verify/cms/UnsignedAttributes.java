package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.naming.Oids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;

/**
 * The unsigned attributes that have a place, by where they stand and how much may be in them. Timestamps and nested
 * signatures are judged by themselves, every one of them; of the others Windows looks at none, so that each has to be
 * what its definition in wintrust.h says.
 */
public final class UnsignedAttributes {
    /** wintrust.h: szOID_NESTED_SIGNATURE. */
    public static final String NESTED_SIGNATURE = "1.3.6.1.4.1.311.2.4.1";

    /** wintrust.h: szOID_INTENT_TO_SEAL, INTENT_TO_SEAL_ATTRIBUTE is a version and a BOOLEAN. */
    private static final String INTENT_TO_SEAL = "1.3.6.1.4.1.311.2.4.2";
    /** wintrust.h: szOID_SEALING_SIGNATURE, a version, an index, an algorithm and a signature value. */
    private static final String SEALING_SIGNATURE = "1.3.6.1.4.1.311.2.4.3";
    /** wintrust.h: SPC_ENCRYPTED_DIGEST_RETRY_COUNT_OBJID, a number that signtool's digest signing leaves behind. */
    private static final String RETRY_COUNT = "1.3.6.1.4.1.311.2.6.2";

    /** The value of an RSA key of 8192 bits, and what stands around it. */
    private static final int MAX_SEALING_SIGNATURE = 1200;

    private static final Map<String, Integer> BOUNDED =
            Map.of(INTENT_TO_SEAL, 16, SEALING_SIGNATURE, MAX_SEALING_SIGNATURE, RETRY_COUNT, 8);
    private static final Set<String> OF_A_PACKAGE =
            Set.of(TimestampAttributes.CMS, TimestampAttributes.COUNTERSIGNATURE);
    private static final Set<String> OF_A_FILE = Set.of(
            TimestampAttributes.AUTHENTICODE,
            TimestampAttributes.COUNTERSIGNATURE,
            NESTED_SIGNATURE,
            INTENT_TO_SEAL,
            SEALING_SIGNATURE,
            RETRY_COUNT);

    private final List<String> findings = new ArrayList<>();
    private final List<SignerInfo> countersigners = new ArrayList<>();

    private UnsignedAttributes() {}

    /**
     * The attributes that do not belong there.
     *
     * @param findings each the object of "holds"
     * @param countersigners the SignerInfos among the values, whose own fields are still to be looked at
     */
    record Result(List<String> findings, List<SignerInfo> countersigners) {}

    /** Those of the signer of a message: of a timestamp none has a place. */
    static Result of(SignedMessage message) throws IOException {
        String type = message.contentType();
        Set<String> known = type.equals(ContentRules.DATA) ? OF_A_PACKAGE : OF_A_FILE;
        return read(message.signer(), type.equals(TimestampAttributes.TST_INFO) ? Set.of() : known);
    }

    /** Those of a countersignature: a package repository's may be timestamped, a timestamp has none. */
    static Result ofCountersigner(SignerInfo signer, SignedMessage message) throws IOException {
        boolean repository = message.contentType().equals(ContentRules.DATA);
        return read(signer, repository ? Set.of(TimestampAttributes.CMS) : Set.of());
    }

    private static Result read(SignerInfo signer, Set<String> known) throws IOException {
        UnsignedAttributes read = new UnsignedAttributes();
        @Nullable ASN1Set attributes = signer.getUnauthenticatedAttributes();
        if (attributes != null) {
            for (ASN1Encodable attribute : attributes) {
                read.attribute(ASN1Sequence.getInstance(attribute), known);
            }
        }
        return new Result(List.copyOf(read.findings), List.copyOf(read.countersigners));
    }

    private void attribute(ASN1Sequence attribute, Set<String> known) throws IOException {
        String type = ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0)).getId();
        int length = length(attribute);
        if (!known.contains(type)) {
            boolean elsewhere = OF_A_FILE.contains(type) || OF_A_PACKAGE.contains(type);
            findings.add(
                    (elsewhere ? "an attribute that has no place there, " : "an attribute that no verifier knows, ")
                            + Oids.named(type)
                            + size(length));
            return;
        }
        ASN1Set values = attribute.size() == 2 ? ASN1Set.getInstance(attribute.getObjectAt(1)) : null;
        if (values == null || values.size() == 0) {
            findings.add("more or less in the attribute " + Oids.named(type) + " than belongs there" + size(length));
            return;
        }
        if (BOUNDED.containsKey(type) && !(values.size() == 1 && isWhatItSays(type, values.getObjectAt(0)))) {
            findings.add("other data in the attribute " + Oids.named(type) + " than belongs there" + size(length));
        }
        if (type.equals(TimestampAttributes.COUNTERSIGNATURE)) {
            countersigners(values, length);
        }
    }

    private void countersigners(ASN1Set values, int length) {
        for (ASN1Encodable value : values) {
            if (!SignedMessage.hasKnownFields(value)) {
                findings.add("a countersignature with fields that none has" + size(length));
            }
            countersigners.add(SignerInfo.getInstance(value));
        }
    }

    private static boolean isWhatItSays(String type, ASN1Encodable value) throws IOException {
        ASN1Primitive primitive = value.toASN1Primitive();
        if (length(value) > BOUNDED.getOrDefault(type, 0)) {
            return false;
        }
        return switch (type) {
            case RETRY_COUNT -> primitive instanceof ASN1Integer;
            case INTENT_TO_SEAL ->
                primitive instanceof ASN1Sequence fields
                        && fields.size() == 2
                        && fields.getObjectAt(0) instanceof ASN1Integer
                        && fields.getObjectAt(1) instanceof ASN1Boolean;
            default -> primitive instanceof ASN1Sequence || primitive instanceof ASN1OctetString;
        };
    }

    private static String size(int length) {
        return " (" + length + " bytes)";
    }

    private static int length(ASN1Encodable element) throws IOException {
        return element.toASN1Primitive().getEncoded().length;
    }
}
