package io.github.authenticode.verify;

import io.github.authenticode.engine.embedded.format.PreparedInstaller;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** For every rule a file that keeps it and one that breaks it. */
final class RuleFixtures {
    private static final String TOKEN = "1.3.6.1.4.1.311.3.3.1";
    private static final String COUNTERSIGNATURE = "1.2.840.113549.1.9.6";
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final String SUBSCRIBER = "1.3.6.1.4.1.311.97.1.2.3";
    private static final int DIRECTORY = 0x80 + 136 + 4 * 8;

    private final Path folder;
    private final TestPki pki;
    private final Judging judging;
    private final TestTimestamps timestamps;
    private final SampleSigner sample;
    private final byte[] program;
    private final Map<Rule, Fixture> fixtures = new EnumMap<>(Rule.class);

    /** Something to judge. */
    interface Subject {
        Verdict judged(Judging judging) throws Exception;
    }

    /** @param values of the rule, empty for one that has none */
    record Fixture(List<String> values, Subject good, Subject bad) {}

    RuleFixtures(Path folder) throws Exception {
        this.folder = folder;
        this.pki = TestPki.create();
        this.judging = Judging.against(pki.root());
        this.timestamps = new TestTimestamps(pki.timestampAuthority(), Instant.parse("2026-03-01T10:00:00Z"));
        this.sample = SampleSigner.withSubject("CN=Sample");
        Path file = SampleFiles.write(FileFormat.PE, folder, "program.exe");
        sample.sign(file);
        this.program = Files.readAllBytes(file);
        signers();
        timestamps();
        wholeFiles();
        storage();
        fixed();
    }

    Map<Rule, Fixture> all() {
        return fixtures;
    }

    Judging judging(Rules rules) {
        return judging.with(judging.policy().with(rules));
    }

    private void add(Rule rule, Subject good, Subject bad, String... values) {
        fixtures.put(rule, new Fixture(List.of(values), good, bad));
    }

    private void signers() throws Exception {
        TestCms usual = Judging.signature(pki.signer());
        TestEntity other = pki.certificate("CN=Other").make();
        TestEntity subscriber = pki.certificate("CN=Subscriber")
                .purposes(
                        false,
                        KeyPurposeId.id_kp_codeSigning,
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier(SUBSCRIBER)))
                .make();
        TestEntity ofRoot =
                TestCertificate.of("CN=Of Root").issuedBy(pki.root()).make();
        TestEntity shortRsa = pki.certificate("CN=RSA 1024")
                .keys(TestCertificate.keyPair("RSA", 1024))
                .make();
        TestEntity longEc = pki.certificate("CN=EC 384")
                .keys(TestCertificate.keyPair("EC", 384))
                .make();
        TestEntity shortEc = pki.certificate("CN=EC 256")
                .keys(TestCertificate.keyPair("EC", 256))
                .make();
        add(Rule.PUBLISHER, cms(usual), cms(Judging.signature(other)), "Nobody", "Example Ltd");
        add(Rule.PUBLISHER_BY_FILE, cms(usual), cms(Judging.signature(other)), "Nobody", "Example Ltd");
        add(Rule.SUBSCRIBER_EKU, cms(Judging.signature(subscriber)), cms(usual), SUBSCRIBER);
        add(Rule.ISSUER, cms(usual), cms(Judging.signature(ofRoot)), "CN=Test Issuer, C=DE");
        String root = CertificateInfo.sha256(pki.root().certificate());
        TestPki elsewhere = TestPki.create();
        List<X509Certificate> both =
                List.of(pki.root().certificate(), elsewhere.root().certificate());
        add(
                Rule.ALLOWED_ROOTS,
                cms(usual),
                j -> new Judging(Judging.anchors(both), j.policy(), j.now())
                        .judge(Judging.signature(elsewhere.signer()).encoded()),
                root);
        add(Rule.RSA_KEY_SIZE, cms(usual), cms(Judging.signature(shortRsa)), "2048");
        add(Rule.EC_KEY_SIZE, cms(ec(longEc)), cms(ec(shortEc)), "384");
        TestCms strong = TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(NISTObjectIdentifiers.id_sha384, "SHA-384", "a program"),
                        pki.signer())
                .digest("SHA-384", NISTObjectIdentifiers.id_sha384);
        add(Rule.DIGEST_FLOOR, cms(strong), cms(usual), "SHA-384");
    }

    private static TestCms ec(TestEntity signer) {
        return Judging.signature(signer)
                .signatureAlgorithm(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2")));
    }

    private void timestamps() throws Exception {
        TestEntity authority = pki.certificate("CN=Other Timestamps")
                .purposes(true, KeyPurposeId.id_kp_timeStamping)
                .make();
        TestTimestamps elsewhere = new TestTimestamps(authority, timestamps.time());
        TestCms bare = Judging.signature(pki.signer());
        TestCms stamped = Judging.signature(pki.signer())
                .unsigned(TOKEN, v -> timestamps.token(v).build());
        List<X509Certificate> certificates = new ArrayList<>(pki.signer().chain());
        certificates.add(pki.timestampAuthority().certificate());
        TestCms legacy = Judging.signature(pki.signer())
                .unsigned(COUNTERSIGNATURE, v -> timestamps.countersignature(v).signerInfo())
                .certificates(certificates);
        TestCms forged = Judging.signature(pki.signer())
                .unsigned(TOKEN, v -> timestamps.token(new byte[1]).build());
        add(Rule.TIMESTAMP_REQUIRED, cms(stamped), cms(bare));
        add(Rule.TIMESTAMP_RFC3161, cms(stamped), cms(legacy));
        add(Rule.VALID_TIMESTAMP, cms(stamped), cms(forged));
        TestTimestamps lax = new TestTimestamps(
                pki.certificate("CN=Lax Timestamps")
                        .purposes(false, KeyPurposeId.id_kp_timeStamping)
                        .make(),
                timestamps.time());
        add(
                Rule.TIMESTAMP_CRITICAL_USAGE,
                cms(stamped),
                cms(Judging.signature(pki.signer())
                        .unsigned(TOKEN, v -> lax.token(v).build())));
        add(
                Rule.TIMESTAMP_AUTHORITY,
                cms(stamped),
                cms(Judging.signature(pki.signer())
                        .unsigned(TOKEN, v -> elsewhere.token(v).build())),
                "Another",
                "C=DE, CN=Test Timestamps");
    }

    private void wholeFiles() throws Exception {
        TestCms usual = Judging.signature(pki.signer());
        TestCms outer = Judging.signature(pki.signer()).unsigned(NESTED, s -> usual.build());
        add(Rule.MAXIMUM_SIGNATURES, cms(usual), cms(outer), "1");
        SignedContent pe = SignedContents.open(write(program), FileFormat.PE);
        TestCms paged = TestCms.of(ContentRules.INDIRECT_DATA, withPageHashes(), pki.signer());
        add(
                Rule.PAGE_HASHES,
                j -> j.judge(new Resigned(pe, paged.encoded())),
                j -> j.judge(new Resigned(pe, usual.encoded())));
        Path good = SampleFiles.writeAppx(folder, "good.msix", "CN=Sample");
        sample.sign(good);
        SignedContent appx = SignedContents.open(good, FileFormat.APPX);
        add(
                Rule.PACKAGE_PUBLISHER,
                j -> j.verify(good, FileFormat.APPX),
                j -> j.judge(new Resigned(appx, usual.encoded())));
        Path bare = SampleFiles.write(FileFormat.MSI, folder, "bare.msi");
        Path covered = SampleFiles.write(FileFormat.MSI, folder, "covered.msi");
        PreparedInstaller.prepare(covered);
        SignedContent without = SignedContents.open(bare, FileFormat.MSI);
        SignedContent with = SignedContents.open(covered, FileFormat.MSI);
        add(
                Rule.INSTALLER_METADATA,
                j -> j.judge(new Resigned(with, usual.encoded())),
                j -> j.judge(new Resigned(without, usual.encoded())));
    }

    private void storage() {
        int table = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).getInt(DIRECTORY);
        int size = program.length - table;
        add(Rule.ZERO_PADDING, pe(program), pe(changed(table + lengthOfEntry(table), 0, (byte) 1)));
        byte[] appended = resized(16);
        numbers(appended).putInt(table, size + 16);
        add(Rule.NOTHING_APPENDED, pe(program), pe(appended));
        add(Rule.TABLE_AT_END, pe(program), pe(Arrays.copyOf(program, program.length + 8)));
        byte[] stuffed = resized(size);
        System.arraycopy(program, table, stuffed, program.length, size);
        add(Rule.NOTHING_STUFFED, pe(program), pe(stuffed));
        byte[] overlapping = program.clone();
        numbers(overlapping).putInt(0x80 + 84, table + 1);
        add(Rule.NO_OVERLAP, pe(program), pe(overlapping));
        add(Rule.SCRIPT_ENCODING, script("\uFEFF# caf\u00e9\r\n"), script("# caf\u00e9\r\n"));
    }

    private void fixed() throws Exception {
        TestCms usual = Judging.signature(pki.signer());
        byte[] cut = Arrays.copyOf(usual.encoded(), 100);
        TestCms sha1 = TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(new ASN1ObjectIdentifier(Digest.SHA1), "SHA-1", "a program"),
                        pki.signer())
                .digest("SHA-1", new ASN1ObjectIdentifier(Digest.SHA1));
        add(Rule.SPECIFIED_FORM, cms(usual), cms(Judging.signature(pki.signer()).version(3)));
        add(
                Rule.LEGACY_DIGEST,
                cms(usual),
                j -> j.judge(
                        Judging.signature(pki.signer())
                                .unsigned(TOKEN, v -> timestamps.token(v).build())
                                .encoded(),
                        sha1.unsigned(TOKEN, v -> timestamps.token(v).build()).encoded()));
        TestEntity narrow = TestCertificate.of("CN=Narrow Root").authority(0).make();
        TestEntity below =
                TestCertificate.of("CN=Below").authority(0).issuedBy(narrow).make();
        TestEntity far = TestCertificate.of("CN=Far").issuedBy(below).make();
        add(
                Rule.ROOT_CONSTRAINTS,
                cms(usual),
                j -> new Judging(Judging.anchors(List.of(narrow.certificate())), j.policy(), j.now())
                        .judge(Judging.signature(far).encoded()));
        TestEntity late = pki.certificate("CN=Late")
                .validity("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .make();
        add(Rule.READABLE, pe(program), pe(new byte[] {'M', 'Z', 0}));
        add(Rule.SIGNED, cms(usual), j -> j.judge(FakeContent.of()));
        add(Rule.UNCHANGED, cms(usual), cms(Judging.signature(pki.signer()).storing(Judging.indirectData("another"))));
        add(Rule.SOUND_SIGNATURE, cms(usual), j -> j.judge(cut));
        add(Rule.STRONG_DIGEST, cms(usual), cms(sha1));
        add(Rule.VALID_CERTIFICATE, cms(usual), cms(Judging.signature(late)));
        add(Rule.TRUSTED_CHAIN, cms(usual), pe(program));
    }

    private static Subject cms(TestCms signature) {
        return judging -> judging.judge(signature.encoded());
    }

    private Subject pe(byte[] bytes) {
        return judging -> judging.verify(write(bytes), FileFormat.PE);
    }

    private Subject script(String text) {
        return judging -> {
            Path file = Files.writeString(Files.createTempFile(folder, "script", ".ps1"), text);
            sample.sign(file);
            return judging.verify(file, FileFormat.POWERSHELL);
        };
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "program", ".exe"), bytes);
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the DER of the one signature ends, so that what follows in its entry is padding. */
    private int lengthOfEntry(int table) {
        return 8 + 4 + ((program[table + 10] & 0xFF) << 8 | (program[table + 11] & 0xFF));
    }

    private byte[] changed(int position, int expected, byte value) {
        byte[] bytes = program.clone();
        if (position >= bytes.length || bytes[position] != expected) {
            throw new IllegalStateException("the sample signature has no padding");
        }
        bytes[position] = value;
        return bytes;
    }

    private byte[] resized(int more) {
        byte[] bytes = Arrays.copyOf(program, program.length + more);
        ByteBuffer numbers = numbers(bytes);
        numbers.putInt(DIRECTORY + 4, numbers.getInt(DIRECTORY + 4) + more);
        return bytes;
    }

    /** A list of page hashes that belongs to no file, for the question whether there is one. */
    private static DERSequence withPageHashes() {
        DERSequence moniker = new DERSequence(new ASN1Encodable[] {
            new DEROctetString(HexFormat.of().parseHex("a6b586d5b4a12466ae05a217da8e60d6")),
            new DEROctetString(new byte[] {0x31, 0})
        });
        DERTaggedObject link = new DERTaggedObject(true, 0, new DERTaggedObject(false, 1, moniker));
        DERSequence image = new DERSequence(new ASN1Encodable[] {new DERBitString(new byte[0]), link});
        return new DERSequence(new ASN1Encodable[] {
            new DERSequence(new ASN1Encodable[] {new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15"), image}),
            new DigestInfo(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE), new byte[32])
        });
    }

    /** A file of a real format with another signature. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Resigned(SignedContent file, byte[] signature) implements SignedContent {
        @Override
        public StoredSignatures stored() {
            return new StoredSignatures(List.of(signature), List.of());
        }

        @Override
        public List<Violation> compare(String contentType, byte[] content) throws IOException {
            return file.compare(contentType, content);
        }

        @Override
        public Optional<String> publisher() throws IOException {
            return file.publisher();
        }

        @Override
        public Optional<Boolean> coversMetadata() {
            return file.coversMetadata();
        }

        @Override
        public Optional<Boolean> hasPageHashes(String contentType, byte[] content) {
            return file.hasPageHashes(contentType, content);
        }
    }
}
