package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.sample.SampleFiles;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signatures made to cost a reader its stack, its memory or its time, in a program that is otherwise in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class HostileStructuresTest {
    private static final int CERTIFICATE_DIRECTORY = 0x80 + 24 + 112 + 4 * 8;
    private static final long MAX_BYTES = 256L << 20;

    private TestPki pki;
    private TestEntity signer;

    @TempDir
    Path folder;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        signer = pki.certificate("CN=Example Ltd").make();
    }

    @Test
    void aThousandCertificatesAreTooMany() throws Exception {
        List<X509Certificate> many = Collections.nCopies(1_000, signer.certificate());

        assertThat(findings(Judging.signature(signer).certificates(many).encoded()))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The signature is damaged: it holds 1000 certificates, more than 64."
                                + " Sign the file again.");
    }

    @Test
    void twoAuthoritiesThatIssueEachOtherEndNowhere() throws Exception {
        TestEntity first = TestCertificate.of("CN=First").authority(9).make();
        TestEntity second =
                TestCertificate.of("CN=Second").authority(9).issuedBy(first).make();
        TestEntity firstAgain = TestCertificate.of("CN=First")
                .authority(9)
                .keys(new KeyPair(first.certificate().getPublicKey(), first.key()))
                .issuedBy(second)
                .make();
        TestEntity publisher = TestCertificate.of("CN=Round").issuedBy(first).make();
        List<X509Certificate> circle = List.of(publisher.certificate(), firstAgain.certificate(), second.certificate());

        assertThat(findings(Judging.signature(publisher).certificates(circle).encoded()))
                .anyMatch(finding -> finding.startsWith("CERT_E_CHAINING "));
    }

    @Test
    void lengthOfTwoGigabytesIsMoreThanThereIs() throws Exception {
        assertThat(findings(new byte[] {0x30, (byte) 0x84, 0x7F, -1, -1, -1, 0, 0}))
                .contains("CRYPT_E_BAD_ENCODE The signature is damaged: an ASN.1 element claims 2147483647 bytes where"
                        + " only 2 are left. Sign the file again.");
    }

    @Test
    void nestingIsBounded() throws Exception {
        int depth = 100_000;
        ByteBuffer nested = ByteBuffer.allocate(6 * depth);
        for (int i = 1; i <= depth; i++) {
            nested.put((byte) 0x30).put((byte) 0x84).putInt(6 * (depth - i));
        }

        assertThat(findings(nested.array()))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The signature is damaged: its ASN.1 elements are nested more than 100"
                                + " deep. Sign the file again.");
    }

    @Test
    void nestingOfIndefiniteLengthIsBoundedToo() throws Exception {
        int depth = 100_000;
        ByteBuffer nested = ByteBuffer.allocate(6 + 4 * depth);
        nested.put((byte) 0x30).put((byte) 0x84).putInt(4 * depth);
        for (int i = 0; i < depth; i++) {
            nested.put((byte) 0x30).put((byte) 0x80);
        }

        assertThat(findings(nested.array()))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The signature is damaged: its ASN.1 elements are nested more than 100"
                                + " deep. Sign the file again.");
    }

    @Test
    void millionsOfElementsAreTooMany() throws Exception {
        int count = 4_000_000;
        ByteBuffer flat = ByteBuffer.allocate(6 + 3 * count);
        flat.put((byte) 0x30).put((byte) 0x84).putInt(3 * count);
        for (int i = 0; i < count; i++) {
            flat.put((byte) 2).put((byte) 1).put((byte) 0);
        }

        assertThat(findings(flat.array()))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: it has more than 150000 ASN.1 elements."
                        + " Sign the file again.");
    }

    @Test
    void signatureThatNestsSignaturesWithoutEndIsRefused() throws Exception {
        TestCms signature = Judging.signature(signer);
        for (int i = 0; i < 40; i++) {
            ASN1Encodable inner = signature.build();
            signature = Judging.signature(signer).unsigned("1.3.6.1.4.1.311.2.4.1", value -> inner);
        }

        assertThat(findings(signature.encoded())).anyMatch(finding -> finding.contains("nested more than 100 deep"));
    }

    /** Sixty authorities of one name and a new certificate in each signature: every pair has to be tried. */
    @Test
    void authoritiesOfOneNameAreTriedOnlySoOften() throws Exception {
        List<X509Certificate> namesakes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            namesakes.add(TestCertificate.of("CN=Tangle").authority(9).make().certificate());
        }
        TestEntity unknown = TestCertificate.of("CN=Tangle").authority(9).make();
        byte[][] signatures = new byte[7][];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = tangled(unknown, namesakes).encoded();
        }

        assertThat(findings(signatures))
                .contains("CRYPT_E_BAD_ENCODE The signature is damaged: it takes more than 400 checks of signatures to"
                        + " verify. Sign the file again.");
    }

    private static TestCms tangled(TestEntity issuer, List<X509Certificate> namesakes) throws Exception {
        TestEntity publisher =
                TestCertificate.of("CN=Example Ltd").issuedBy(issuer).make();
        List<X509Certificate> certificates = new ArrayList<>(namesakes);
        certificates.add(publisher.certificate());
        return Judging.signature(publisher).certificates(certificates);
    }

    @Test
    void keyOfAnAuthorityThatIsTooLongIsNotUsed() throws Exception {
        TestEntity ordinary = TestCertificate.of("CN=Other").make();
        TestEntity authority = TestCertificate.of("CN=Long")
                .authority(9)
                .keys(new KeyPair(rsa(16_384, BigInteger.valueOf(65_537)), ordinary.key()))
                .make();
        TestEntity publisher =
                TestCertificate.of("CN=Example Ltd").issuedBy(authority).make();

        assertThat(findings(Judging.signature(publisher)
                        .certificates(List.of(publisher.certificate(), authority.certificate()))
                        .encoded()))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: the issuer of \"Example Ltd\" has a key"
                        + " that is not used: its RSA modulus has 16384 bits, more than 8192. Sign the file again.");
    }

    @Test
    void exponentThatIsTooLongIsNotUsed() throws Exception {
        BigInteger exponent = BigInteger.ONE.shiftLeft(2000).setBit(0);
        TestEntity publisher = TestCertificate.of("CN=Example Ltd")
                .keys(new KeyPair(rsa(2048, exponent), signer.key()))
                .issuedBy(pki.root())
                .make();

        assertThat(findings(Judging.signature(publisher).encoded()))
                .contains("CRYPT_E_SECURITY_SETTINGS The signature cannot be checked: its RSA exponent has 2001 bits,"
                        + " more than 64.");
    }

    private static PublicKey rsa(int bits, BigInteger exponent) throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** What the verifier has against a program with these in its certificate table; it must not take much memory. */
    private List<String> findings(byte[]... signatures) throws Exception {
        byte[] program = SampleFiles.pe(0);
        int size = 0;
        for (byte[] signature : signatures) {
            size += (8 + signature.length + 7) / 8 * 8;
        }
        ByteBuffer file = ByteBuffer.allocate(program.length + size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(program);
        file.putInt(CERTIFICATE_DIRECTORY, program.length).putInt(CERTIFICATE_DIRECTORY + 4, size);
        for (byte[] signature : signatures) {
            file.putInt(8 + signature.length).putInt(0x0002_0200).put(signature);
            file.position((file.position() + 7) / 8 * 8);
        }
        Path path = Files.write(folder.resolve("hostile.exe"), file.array());
        long before = allocated();
        List<String> findings = Judging.findings(Judging.against(pki.root()).verify(path, FileFormat.PE));
        assertThat(allocated() - before).isLessThan(MAX_BYTES);
        return findings.stream()
                .filter(finding -> !finding.startsWith("TRUST_E_BAD_DIGEST"))
                .filter(finding -> !finding.startsWith("TRUST_E_NOSIGNATURE The file is not signed"))
                .toList();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
