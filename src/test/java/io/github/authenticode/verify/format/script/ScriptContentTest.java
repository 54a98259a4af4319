package io.github.authenticode.verify.format.script;

import static io.github.authenticode.verify.violation.ViolationCode.CRYPT_E_BAD_ENCODE;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_NOSIGNATURE;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.testing.sample.Scripts;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Encodings, line ends, and what can be hidden around the signature block. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptContentTest {
    private static final String TEXT = "first line with \u00e4\u00f6\u20ac\r\nsecond </job>\r\n";

    private static final String PLAIN = "first line\r\nsecond\r\n";

    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject("CN=Script");
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void everyMarkedEncodingIsDigestedAsWindowsDoes(FileFormat format) throws Exception {
        for (Charset charset : new Charset[] {UTF_8, UTF_16LE, UTF_16BE}) {
            assertThat(signed(format, ("\uFEFF" + TEXT).getBytes(charset)).violations())
                    .as("%s", charset)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void unmarkedUtf8IsDigestedAsWindowsDoes(FileFormat format) throws Exception {
        assertThat(signed(format, TEXT.getBytes(UTF_8)).violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.SCRIPT_ENCODING);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"POWERSHELL_XML", "VBSCRIPT", "JSCRIPT"})
    void unmarkedWindows1252IsDigestedAsWindowsDoes(FileFormat format) throws Exception {
        SignedFile script = signed(format, TEXT.getBytes(Charset.forName("windows-1252")));

        assertThat(script.violations()).extracting(Violation::rule).containsExactly(Rule.SCRIPT_ENCODING);
    }

    /** Windows decides by the machine which of the two is meant; so no verdict on either is without a word. */
    @Test
    void utf8AndWindows1252OfOneTextShareADigestAndBothSaySo() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, TEXT.getBytes(UTF_8));
        String text = Files.readString(script.path());

        assertThat(script.violations())
                .containsExactly(new Violation(
                        TRUST_E_SUBJECT_FORM_UNKNOWN,
                        "Line 1 of the script is beyond ASCII, and the script has no byte order mark. It is valid as UTF-8;"
                                + " Windows reads it in the code page of the machine that runs it, so that the signature is"
                                + " good on some machines only. Save the script as UTF-8 with a byte order mark (BOM). Then"
                                + " sign it again.",
                        Rule.SCRIPT_ENCODING));
        Files.write(script.path(), text.getBytes(Charset.forName("windows-1252")));
        assertThat(script.violations())
                .singleElement()
                .satisfies(v -> assertThat(v.message()).contains("It looks like Windows-1252;"));
    }

    @ParameterizedTest
    @CsvSource({
        "utf8-nobom.ps1, true",
        "latin1.ps1, true",
        "cjk-gbk.ps1, true",
        "cjk-sjis.ps1, true",
        "ascii.ps1, false",
        "bom.ps1, false"
    })
    void everyUnmarkedScriptBeyondAsciiIsNamed(String name, boolean named) throws Exception {
        Path file = Scripts.fault(folder, name);

        assertThat(SignedContents.open(file, FileFormat.POWERSHELL).storageViolations())
                .extracting(Violation::rule)
                .isEqualTo(named ? List.of(Rule.SCRIPT_ENCODING) : List.of());
    }

    @Test
    void unknownCodePageIsNotDigested() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, ("# ??\r\n" + PLAIN).getBytes(UTF_8));
        byte[] bytes = Files.readAllBytes(script.path());
        System.arraycopy(Files.readAllBytes(Scripts.fault(folder, "cjk-gbk.ps1")), 0, bytes, 0, 4);
        Files.write(script.path(), bytes);

        assertThat(script.violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.SCRIPT_ENCODING, Rule.READABLE);
    }

    @Test
    void zeroBytesAreNoText() throws Exception {
        for (byte[] bytes : new byte[][] {
            "1 # \0\r\n".getBytes(UTF_8),
            "1".getBytes(UTF_16LE),
            "\uFEFF1".getBytes("UTF-32LE"),
            "1".getBytes("UTF-32BE")
        }) {
            Path file = Files.write(folder.resolve("zeros.ps1"), bytes);

            assertThatThrownBy(() -> SignedContents.open(file, FileFormat.POWERSHELL))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageStartingWith("The script holds zero bytes");
        }
    }

    @Test
    void bytesThatAreNoUtf8AreToldApart() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, PLAIN.getBytes(UTF_8));
        byte[] bytes = Files.readAllBytes(script.path());
        bytes[16] = (byte) 0xFF;
        Files.write(script.path(), bytes);
        String first = ScriptText.decode(bytes, ScriptKind.POWERSHELL);
        bytes[16] = (byte) 0xFE;

        assertThat(ScriptText.decode(bytes, ScriptKind.POWERSHELL)).isNotEqualTo(first);
        assertThat(script.codes()).contains(TRUST_E_BAD_DIGEST);
    }

    @Test
    void codeInsideTheBlockIsFound() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, PLAIN.getBytes(UTF_8));
        replace(script, "\r\n# SIG # End", "\r\nRemove-Item *\r\n# SIG # End");

        assertThat(SignedContents.open(script.path(), FileFormat.POWERSHELL).storageViolations())
                .containsExactly(
                        new Violation(
                                CRYPT_E_BAD_ENCODE,
                                "The signature is damaged: line " + (lines(script) - 1)
                                        + " is none of the comments of the signature block that begins in"
                                        + " line 4. Remove what is left of that block, and nothing else, then sign the file again."));
    }

    @Test
    void codeBetweenTwoBlocksIsFound() throws Exception {
        SignedFile script = signed(FileFormat.JSCRIPT, PLAIN.getBytes(UTF_8));
        String text = Files.readString(script.path());
        String block = text.substring(PLAIN.length());
        Files.writeString(script.path(), text + "alert(1)" + block);

        assertThat(script.codes()).containsExactly(TRUST_E_NOSIGNATURE, TRUST_E_BAD_DIGEST);
        assertThat(script.violations())
                .contains(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "Line 4 begins another signature block than the last one, which Windows may take for the signature."
                                + " Remove that block, or, if it is text of the script, write the words \"signature block\" in"
                                + " two parts; then sign the file again.",
                        Rule.NOTHING_APPENDED));
    }

    @Test
    void codeAfterTheBlockIsFound() throws Exception {
        SignedFile script = signed(FileFormat.VBSCRIPT, PLAIN.getBytes(UTF_8));
        Files.writeString(script.path(), Files.readString(script.path()) + "WScript.Quit\r\n");

        assertThat(script.violations())
                .contains(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The script goes on after its signature block. Remove lines 4 to " + (lines(script) - 1)
                                + ", then sign the file again.",
                        Rule.NOTHING_APPENDED));
    }

    @Test
    void blockMovedInsideAWindowsScriptIsBadDigest() throws Exception {
        String start = "<job>\r\n</job>\r\n";
        SignedFile script = signed(FileFormat.WSF, start.getBytes(UTF_8));
        String text = Files.readString(script.path());
        String block = text.substring(7, text.length() - 10);
        Files.writeString(script.path(), block + start);

        assertThat(script.codes()).contains(TRUST_E_BAD_DIGEST);
    }

    @Test
    void convertedLineEndsAreNamed() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, "Get-Date".getBytes(UTF_8));
        replace(script, "\r\n", "\n");

        assertThat(script.violations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The line ends of the signature block are no longer CR LF. Sign the file again."));
    }

    @Test
    void missingLineEndAfterTheBlockDoesNotMatter() throws Exception {
        SignedFile script = signed(FileFormat.POWERSHELL, PLAIN.getBytes(UTF_8));
        Files.writeString(script.path(), Files.readString(script.path()).stripTrailing());

        assertThat(script.violations()).isEmpty();
    }

    @Test
    void blockThatDoesNotEndIsDamaged() throws Exception {
        SignedFile script = signed(FileFormat.JSCRIPT, PLAIN.getBytes(UTF_8));
        replace(script, "// SIG // End signature block\r\n", "");

        assertThat(SignedContents.open(script.path(), FileFormat.JSCRIPT).storageViolations())
                .containsExactly(new Violation(
                        CRYPT_E_BAD_ENCODE,
                        "The signature is damaged: the signature block that begins in line 4 does not end."
                                + " Remove what is left of that block, and nothing else, then sign the file again."));
    }

    private SignedFile signed(FileFormat format, byte[] content) throws Exception {
        Path file = folder.resolve("script." + format.extensions().get(0));
        Files.write(file, content);
        signer.sign(file);
        return SignedFile.read(file, format);
    }

    private static long lines(SignedFile script) throws Exception {
        return Files.readString(script.path()).lines().count();
    }

    private static void replace(SignedFile script, String text, String replacement) throws Exception {
        Files.writeString(script.path(), Files.readString(script.path()).replace(text, replacement));
    }
}
