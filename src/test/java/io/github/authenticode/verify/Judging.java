package io.github.authenticode.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.roots.RootSource;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Short ways to make signatures and to have them judged, by default against a test root at {@link TestPki#NOW}. */
public record Judging(TrustAnchors anchors, Policy policy, Instant now) {
    private static final Policy LENIENT = new Policy(
            Rules.USUAL.without(Rule.TIMESTAMP_REQUIRED).without(Rule.TIMESTAMP_RFC3161),
            List.of(),
            Optional.empty(),
            Optional.empty());

    public static Judging against(TestEntity root) {
        return new Judging(anchors(List.of(root.certificate())), LENIENT, TestPki.NOW);
    }

    Judging with(Policy other) {
        return new Judging(anchors, other, now);
    }

    Judging with(Rule rule, String... values) {
        return with(policy.with(policy.rules().with(rule, values)));
    }

    public Judging at(String instant) {
        return new Judging(anchors, policy, Instant.parse(instant));
    }

    public Judging requiringTimestamp() {
        return with(Rule.TIMESTAMP_REQUIRED);
    }

    Judging publishedBy(String publisher) {
        return with(Rule.PUBLISHER, publisher);
    }

    public Judging bySubscriber(String eku) {
        return with(Rule.SUBSCRIBER_EKU, eku);
    }

    public Verdict judge(byte[]... signatures) {
        return judge(FakeContent.of(signatures));
    }

    public Verdict judge(SignedContent content) {
        return new AuthenticodeVerifier(policy, anchors, clock(), (path, format) -> content)
                .verify(Path.of("a.exe"), FileFormat.PE);
    }

    /** Judges the one signature and returns {@code CODE message} for each violation. */
    public List<String> findings(TestCms signature) throws GeneralSecurityException {
        return findings(judge(signature.encoded()));
    }

    public static List<String> findings(Verdict verdict) {
        return verdict.violations().stream()
                .map(v -> v.code() + " " + v.message())
                .toList();
    }

    public Verdict verify(Path file, FileFormat format) {
        return new AuthenticodeVerifier(policy, anchors, clock()).verify(file, format);
    }

    static TrustAnchors anchors(List<X509Certificate> certificates) {
        try {
            Path file = Files.createTempFile("roots", ".pem");
            try {
                Files.writeString(file, pem(certificates));
                return TrustAnchors.load(List.of(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProblemException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts what these sources hold. */
    public static Judging trusting(RootSource... sources) {
        return new Judging(TrustAnchors.of(List.of(sources)), LENIENT, TestPki.NOW);
    }

    public static String pem(List<X509Certificate> certificates) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : certificates) {
                writer.writeObject(certificate);
            }
        }
        return text.toString();
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    /** A good signature over a good indirect data content, to be spoilt. */
    public static TestCms signature(TestEntity signer) {
        return TestCms.of(ContentRules.INDIRECT_DATA, indirectData(), signer);
    }

    public static DERSequence indirectData() {
        return indirectData("a program");
    }

    public static DERSequence indirectData(String content) {
        return indirectData(NISTObjectIdentifiers.id_sha256, "SHA-256", content);
    }

    public static DERSequence indirectData(ASN1ObjectIdentifier oid, String jcaName, String content) {
        try {
            byte[] digest = MessageDigest.getInstance(jcaName).digest(content.getBytes(UTF_8));
            DERSequence type = new DERSequence(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15"));
            return new DERSequence(new ASN1Encodable[] {
                type, new DigestInfo(new AlgorithmIdentifier(oid, DERNull.INSTANCE), digest)
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
