package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.util.Collection;
import net.jsign.timestamp.RFC3161Timestamper;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.jspecify.annotations.Nullable;

/**
 * The adapter by which jsign puts our timestamps into signatures, under the attribute that each format wants. Only the
 * request is replaced: jsign's client has fixed timeouts, no nonce, and checks nothing but the imprint. One for each
 * file, since the superclass keeps state.
 */
public final class JsignTimestamper extends RFC3161Timestamper {
    private final TimestampClient client;
    private final DigestAlgorithm digest;

    public JsignTimestamper(TimestampClient client, DigestAlgorithm digest) {
        this.client = client;
        this.digest = digest;
        setRetries(1);
    }

    @Override
    protected CMSSignedData timestamp(net.jsign.DigestAlgorithm algorithm, byte[] signature) {
        try {
            return client.timestamp(digest, signature).toCMSSignedData();
        } catch (InterruptedException e) {
            // jsign passes no InterruptedException on; the engine looks at the flag.
            Thread.currentThread().interrupt();
            throw new TimestampException("interrupted", e);
        }
    }

    /**
     * jsign makes the message anew around its content, and Bouncy Castle's PKCS7ProcessableObject loses the first octet
     * of an OCTET STRING of 128 to 255 octets on the way: it takes its length for part of the header. What a NuGet
     * package signs with SHA-512 has 129. There the signer alone is replaced, and the content stays untouched.
     */
    @Override
    protected CMSSignedData modifySignedData(
            CMSSignedData message, Attribute attribute, @Nullable Collection<X509CertificateHolder> certificates)
            throws IOException, CMSException {
        if (!isOctetString(message) || (certificates != null && !certificates.isEmpty())) {
            return super.modifySignedData(message, attribute, certificates);
        }
        SignerInformation signer = message.getSignerInfos().iterator().next();
        AttributeTable unsigned = signer.getUnsignedAttributes();
        AttributeTable timestamped = unsigned == null
                ? new AttributeTable(attribute)
                : unsigned.add(
                        attribute.getAttrType(), attribute.getAttrValues().getObjectAt(0));
        return CMSSignedData.replaceSigners(
                message, new SignerInformationStore(SignerInformation.replaceUnsignedAttributes(signer, timestamped)));
    }

    private static boolean isOctetString(CMSSignedData message) {
        return SignedData.getInstance(message.toASN1Structure().getContent())
                        .getEncapContentInfo()
                        .getContent()
                instanceof ASN1OctetString;
    }
}
