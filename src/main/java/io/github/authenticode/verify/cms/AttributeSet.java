package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.naming.Oids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.jspecify.annotations.Nullable;

/** The signed or the unsigned attributes of a SignerInfo (RFC 5652, 5.3). */
public final class AttributeSet {
    static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    public static final String SIGNING_TIME = "1.2.840.113549.1.9.5";

    private final List<Attribute> attributes = new ArrayList<>();

    public AttributeSet(@Nullable ASN1Set set) {
        if (set != null) {
            for (ASN1Encodable attribute : set) {
                attributes.add(Attribute.getInstance(attribute));
            }
        }
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** Every value of every attribute of this type. */
    public List<ASN1Encodable> values(String oid) {
        List<ASN1Encodable> values = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.getAttrType().getId().equals(oid)) {
                attribute.getAttrValues().forEach(values::add);
            }
        }
        return values;
    }

    /**
     * The value of an attribute that may stand only once.
     *
     * @throws MalformedException if there are several: two message digests would leave open which one was meant
     */
    public Optional<ASN1Encodable> single(String oid) throws MalformedException {
        List<ASN1Encodable> values = values(oid);
        if (values.size() > 1) {
            throw new MalformedException(
                    "the attribute " + Oids.named(oid) + " has " + values.size() + " values instead of one");
        }
        return values.stream().findFirst();
    }
}
