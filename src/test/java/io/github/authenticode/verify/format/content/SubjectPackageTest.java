package io.github.authenticode.verify.format.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signature counts only for the kind of file that it was made for, even if the digest is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectPackageTest {
    private static final String INSTALLER = "F1100C0000000000C000000000000046";

    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    @ParameterizedTest
    @CsvSource({
        "x.ps1, a PowerShell script",
        "x.psm1, a PowerShell script",
        "x.ps1xml, a PowerShell script",
        "x.vbs, a VBScript",
        "x.js, a JScript",
        "x.wsf, a Windows Script file",
        "x.msix, an application package",
        "x.msixbundle, a bundle of application packages",
        "x.navx, a Business Central package"
    })
    void digestThatWasSignedAsAnInstallersIsRefused(String name, String kind) throws Exception {
        SignedFile signed = signed(name);

        assertThat(withGuid(signed, INSTALLER).violations())
                .containsExactly(new Violation(
                        ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                        "The signature was made for another kind of file: its SpcSipInfo names an installer,"
                                + " {000C10F1-0000-0000-C000-000000000046}, but this is " + kind
                                + ". Sign the file again."));
    }

    @ParameterizedTest
    @CsvSource({
        "x.msi, 1FCC3B60594B084EB724D2C6297EF351, 'a PowerShell script, {603BCC1F-4B59-4E08-B724-D2C6297EF351}'",
        "x.js, 4EF029169927B54D8FE5ACE10F17EBAB, 'a VBScript, {1629F04E-2799-4DB5-8FE5-ACE10F17EBAB}'",
        "x.vbs, 10E0C906CE38D411A2A300104BD35090, 'a JScript, {06C9E010-38CE-11D4-A2A3-00104BD35090}'",
        "x.vbs, 7005611ACE38D411A2A300104BD35090, 'a Windows Script file, {1A610570-38CE-11D4-A2A3-00104BD35090}'",
        "x.msix, B3585F0FDEAA9A4BA43495742D92ECEB,"
                + " 'a bundle of application packages, {0F5F58B3-AADE-4B9A-A434-95742D92ECEB}'",
        "x.msixbundle, 4BDFC50A07CEE24DB76E23C839A09FD1,"
                + " 'an application package, {0AC5DF4B-CE07-4DE2-B76E-23C839A09FD1}'",
        "x.ps1, 00000000000000000000000000000000,"
                + " 'a kind that is not known here, {00000000-0000-0000-0000-000000000000}'",
        "x.navx, B8AA89C6788ED0118C4700C04FC295EE,"
                + " 'a kind that is not known here, {C689AAB8-8E78-11D0-8C47-00C04FC295EE}'"
    })
    void otherKindIsNamed(String name, String guid, String kind) throws Exception {
        assertThat(withGuid(signed(name), guid).violations())
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains("its SpcSipInfo names " + kind + ", but this is ");
    }

    @ParameterizedTest
    @CsvSource({"00112233445566778899AABBCCDDEEFF", "C74C03CB2D4A078E48E7F82436FFA03E"})
    void businessCentralWritesAnyGuid(String guid) throws Exception {
        assertThat(withGuid(signed("x.app"), guid).violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x.ps1", "x.msi", "x.navx"})
    void infoWithoutGuidIsRefused(String name) throws Exception {
        SignedFile signed = signed(name);
        List<byte[]> contents = List.of(
                withInfo(signed, new DERSequence(new ASN1Integer(1))),
                withInfo(signed, sequence(new ASN1Integer(1), new DEROctetString(new byte[15]))),
                withInfo(signed, sequence(new ASN1Integer(1), new ASN1Integer(1))),
                withInfo(signed, new ASN1Integer(1)));

        assertThat(contents)
                .allSatisfy(content -> assertThat(with(signed, content).violations())
                        .singleElement()
                        .extracting(Violation::message)
                        .isEqualTo(
                                "The signature was made for another kind of file: its SpcSipInfo names no kind of file."
                                        + " Sign the file again."));
    }

    private SignedFile signed(String name) throws Exception {
        FileFormat format = FileFormat.ofName(name).orElseThrow();
        Path file = SampleFiles.write(format, folder, name);
        signer.sign(file);
        return SignedFile.read(file, format);
    }

    /** What another signature could hold: the right digest, as that of another kind of file. */
    private static SignedFile withGuid(SignedFile signed, String guid) throws IOException {
        byte[] octets = HexFormat.of().parseHex(guid.replace(" ", ""));
        return with(signed, withInfo(signed, sequence(new ASN1Integer(1), new DEROctetString(octets))));
    }

    private static SignedFile with(SignedFile signed, byte[] content) {
        return new SignedFile(signed.path(), signed.format(), signed.contentType(), content);
    }

    private static byte[] withInfo(SignedFile signed, ASN1Encodable info) throws IOException {
        ASN1Sequence content = ASN1Sequence.getInstance(signed.content());
        ASN1ObjectIdentifier sip = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.30");
        return sequence(sequence(sip, info), content.getObjectAt(1)).getEncoded("DER");
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
