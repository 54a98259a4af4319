package io.github.authenticode.verify.cms;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * Departures from the letter of Authenticode that Windows passes over. Its SignedData and SignerInfo are of PKCS#7 1.5
 * and have version 1 ("Windows Authenticode Portable Executable Signature Format", 2008); tools that compute the
 * version by RFC 5652, 5.1 write 3, and some readers then understand nothing. A NuGet package is signed with CMS, where
 * that computation is right.
 */
public final class SpecifiedForm {
    private SpecifiedForm() {}

    /** @param subject what sentences speak of: {@code The signature} */
    public static List<Violation> violations(String subject, SignedMessage message) throws IOException {
        boolean cms = message.contentType().equals(ContentRules.DATA);
        SignerInfo signer = message.signer();
        int ofSigner = cms && signer.getSID().isTagged() ? 3 : 1;
        List<Violation> violations = new ArrayList<>();
        version(subject + " has SignedData of version ", message.data().getVersion(), ofSigner, violations);
        version(subject + " has a SignerInfo of version ", signer.getVersion(), ofSigner, violations);
        if (!cms && !message.contentIsSequence()) {
            violations.add(violation(subject
                    + " holds its content in an OCTET STRING, as CMS does, where Authenticode has it bare. Sign the file"
                    + " again with another tool if some reader does not understand that."));
        }
        return violations;
    }

    /** That an RSA signature is over the digest without its algorithm. */
    static Violation bareDigest(String subject) {
        return violation(subject + " is an RSA signature of a digest alone, without its algorithm (DigestInfo), as old"
                + " authorities made them. Sign or timestamp the file again if that is yours to do.");
    }

    private static void version(String what, ASN1Integer version, int specified, List<Violation> violations) {
        BigInteger value = version.getValue();
        // A longer number is no version but data, and told as such.
        if (!value.equals(BigInteger.valueOf(specified)) && value.bitLength() <= UncoveredBytes.MAX_VERSION_BITS) {
            violations.add(violation(what + value
                    + " instead of " + specified
                    + ", which some readers do not understand. Sign the file again with a tool"
                    + " that writes " + specified + "."));
        }
    }

    private static Violation violation(String message) {
        return new Violation(ViolationCode.CRYPT_E_BAD_ENCODE, message, Rule.SPECIFIED_FORM);
    }
}
