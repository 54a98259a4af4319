package io.github.authenticode.fuzz.anatomy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;

/** A SignedData taken apart: what the key signed, and the names of the fields outside that. */
record SignatureAnatomy(SignedData data, SignerInfo signer) {
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final Set<String> TOKENS = Set.of("1.3.6.1.4.1.311.3.3.1", "1.2.840.113549.1.9.16.2.14");

    static SignatureAnatomy of(byte[] der) throws IOException {
        return of(ASN1Primitive.fromByteArray(der));
    }

    private static SignatureAnatomy of(ASN1Encodable encoded) {
        SignedData data =
                SignedData.getInstance(ContentInfo.getInstance(encoded).getContent());
        return new SignatureAnatomy(
                data, SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0)));
    }

    /**
     * Content, signed attributes and signature value, of this signature and of every nested one and timestamp token.
     */
    Set<String> cores() throws IOException {
        Set<String> cores = new HashSet<>();
        cores.add(core());
        for (ASN1Encodable inner : inner()) {
            cores.addAll(of(inner).cores());
        }
        return cores;
    }

    /** This signature's own. */
    String core() throws IOException {
        return hex(data.getEncapContentInfo()) + " " + hex(signer.getAuthenticatedAttributes()) + " "
                + hex(signer.getEncryptedDigest());
    }

    /** Timestamp tokens and nested signatures. */
    private List<ASN1Encodable> inner() {
        return inner(type -> type.equals(NESTED) || TOKENS.contains(type));
    }

    private List<ASN1Encodable> inner(Predicate<String> wanted) {
        List<ASN1Encodable> inner = new ArrayList<>();
        if (signer.getUnauthenticatedAttributes() != null) {
            for (ASN1Encodable element : signer.getUnauthenticatedAttributes()) {
                Attribute attribute = Attribute.getInstance(element);
                String type = attribute.getAttrType().getId();
                if (wanted.test(type)) {
                    attribute.getAttrValues().forEach(inner::add);
                }
            }
        }
        return inner;
    }

    /** The fields outside the core in which the two differ. */
    Set<Slack> differences(SignatureAnatomy other) throws IOException {
        Set<Slack> found = EnumSet.noneOf(Slack.class);
        add(found, Slack.CMS_VERSION, data.getVersion(), other.data.getVersion());
        add(found, Slack.CMS_VERSION, signer.getVersion(), other.signer.getVersion());
        found.addAll(toWarnOfInside(other));
        add(found, Slack.CMS_DIGEST_ALGORITHMS, data.getDigestAlgorithms(), other.data.getDigestAlgorithms());
        add(found, Slack.CMS_CERTIFICATES, data.getCertificates(), other.data.getCertificates());
        add(found, Slack.CMS_REVOCATION_LISTS, data.getCRLs(), other.data.getCRLs());
        add(found, Slack.CMS_SIGNER_IDENTIFIER, signer.getSID(), other.signer.getSID());
        add(found, Slack.CMS_ALGORITHMS, signer.getDigestAlgorithm(), other.signer.getDigestAlgorithm());
        add(
                found,
                Slack.CMS_ALGORITHMS,
                signer.getDigestEncryptionAlgorithm(),
                other.signer.getDigestEncryptionAlgorithm());
        add(
                found,
                Slack.CMS_UNSIGNED_ATTRIBUTES,
                signer.getUnauthenticatedAttributes(),
                other.signer.getUnauthenticatedAttributes());
        return found.isEmpty() ? EnumSet.of(Slack.CMS_ENCODING) : found;
    }

    /** The differences of nested signatures that the verifier must tell; the rest is among the unsigned attributes. */
    private Set<Slack> toWarnOfInside(SignatureAnatomy other) throws IOException {
        Set<Slack> found = EnumSet.noneOf(Slack.class);
        for (ASN1Encodable mine : inner(NESTED::equals)) {
            for (ASN1Encodable theirs : other.inner(NESTED::equals)) {
                if (of(mine).core().equals(of(theirs).core())) {
                    found.addAll(of(mine).differences(of(theirs)));
                }
            }
        }
        found.removeIf(kind -> kind.warning().isEmpty());
        return found;
    }

    private static void add(Set<Slack> found, Slack kind, @Nullable ASN1Encodable a, @Nullable ASN1Encodable b)
            throws IOException {
        if (!Objects.equals(hex(a), hex(b))) {
            found.add(kind);
        }
    }

    private static String hex(@Nullable ASN1Encodable value) throws IOException {
        return value == null
                ? "none"
                : HexFormat.of().formatHex(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    }
}
