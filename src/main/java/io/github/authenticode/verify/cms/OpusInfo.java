package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.naming.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * SpcSpOpusInfo: what a signer says of the program. Its strings are CHOICEs of implicitly tagged BMPString and
 * IA5String inside explicit tags ("Windows Authenticode Portable Executable Signature Format", SpcSpOpusInfo).
 */
public record OpusInfo(Optional<String> description, Optional<String> url) {
    private static final String OID = "1.3.6.1.4.1.311.2.1.12";

    /** @throws IOException if there is one and it cannot be decoded */
    public static OpusInfo of(SignerInfo signer) throws IOException {
        return Decoding.guarded(() -> {
            Optional<ASN1Encodable> info = new AttributeSet(signer.getAuthenticatedAttributes()).single(OID);
            return info.isEmpty() ? new OpusInfo(Optional.empty(), Optional.empty()) : parse(info.get());
        });
    }

    private static OpusInfo parse(ASN1Encodable info) {
        Optional<String> description = Optional.empty();
        Optional<String> url = Optional.empty();
        for (ASN1Encodable element : ASN1Sequence.getInstance(info)) {
            ASN1TaggedObject field = ASN1TaggedObject.getInstance(element);
            ASN1TaggedObject choice = ASN1TaggedObject.getInstance(field.getExplicitBaseObject());
            if (field.getTagNo() == 0) {
                description = Optional.of(string(choice));
            } else if (field.getTagNo() == 1 && choice.getTagNo() == 0) {
                url = Optional.of(ascii(choice));
            }
        }
        return new OpusInfo(description.map(Names::printable), url.map(Names::printable));
    }

    private static String string(ASN1TaggedObject choice) {
        return choice.getTagNo() == 0 ? ASN1BMPString.getInstance(choice, false).getString() : ascii(choice);
    }

    /** Some signers put UTF-8 where IA5String allows ASCII only; read as UTF-8 both come out right. */
    private static String ascii(ASN1TaggedObject choice) {
        return new String(ASN1OctetString.getInstance(choice, false).getOctets(), StandardCharsets.UTF_8);
    }
}
