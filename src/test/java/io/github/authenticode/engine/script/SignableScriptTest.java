package io.github.authenticode.engine.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.Scripts;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignableScriptTest {
    private static final String CURE =
            " Remove %s if an earlier signature left them behind, or, if they are text of the"
                    + " script, write the words \"signature block\" in them in two parts; then sign again.";

    @TempDir
    Path folder;

    private SignableScript script(FileFormat format, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("script"), bytes);
        return SignableScript.read(file, format).orElseThrow();
    }

    private String objection(FileFormat format, String text) throws Exception {
        return script(format, text.getBytes(UTF_8))
                .objection("a")
                .map(Problem::text)
                .orElse("");
    }

    private String rest(FileFormat format, String text) throws Exception {
        return new String(script(format, text.getBytes(UTF_8)).withoutBlock(), UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void blockThatEndsTheScriptIsTakenOutAndNothingElse(FileFormat format) throws Exception {
        String text = SampleFiles.script(format);
        for (String lineEnd : new String[] {"\r\n", "\n", "\r"}) {
            String signed = Scripts.signed(text, format).replace("\r\n", lineEnd);

            assertThat(objection(format, signed)).isEmpty();
            assertThat(script(format, signed.getBytes(UTF_8)).hasBlock()).isTrue();
            assertThat(rest(format, signed)).isEqualTo(text.replace("\r\n", lineEnd));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void unsignedScriptStaysAsItIs(FileFormat format) throws Exception {
        String text = SampleFiles.script(format);

        assertThat(objection(format, text)).isEmpty();
        assertThat(script(format, text.getBytes(UTF_8)).hasBlock()).isFalse();
        assertThat(rest(format, text)).isEqualTo(text);
    }

    @Test
    void everyMarkedEncodingIsCutByItsOwnCharacters() throws Exception {
        for (Charset charset : new Charset[] {UTF_8, UTF_16LE, UTF_16BE}) {
            byte[] text = "\uFEFF# \u00e4\u4e2d\r\n1\r\n".getBytes(charset);
            byte[] signed = Scripts.signed("\uFEFF# \u00e4\u4e2d\r\n1\r\n", FileFormat.POWERSHELL)
                    .getBytes(charset);

            assertThat(script(FileFormat.POWERSHELL, signed).withoutBlock()).isEqualTo(text);
        }
    }

    @Test
    void bytesOfAnyCodePageSurvive() throws Exception {
        String text = "# \u00e4\u00f6\u00e9\r\n1\r\n";
        byte[] signed = Scripts.signed(text, FileFormat.POWERSHELL).getBytes(ISO_8859_1);

        assertThat(script(FileFormat.POWERSHELL, signed).withoutBlock()).isEqualTo(text.getBytes(ISO_8859_1));
    }

    @Test
    void blankLinesBehindTheBlockAreKept() throws Exception {
        assertThat(rest(FileFormat.POWERSHELL, Scripts.signed("1\r\n", FileFormat.POWERSHELL) + "\r\n  \r\n"))
                .isEqualTo("1\r\n\r\n  \r\n");
    }

    @Test
    void missingLastLineEndDoesNotMatter() throws Exception {
        String signed = Scripts.signed("1\r\n", FileFormat.POWERSHELL).stripTrailing();

        assertThat(objection(FileFormat.POWERSHELL, signed)).isEmpty();
        assertThat(rest(FileFormat.POWERSHELL, signed)).isEqualTo("1\r\n");
    }

    @Test
    void scriptThatIsNothingButABlockBecomesEmpty() throws Exception {
        String block = Scripts.block(FileFormat.POWERSHELL).substring(2);

        assertThat(rest(FileFormat.POWERSHELL, block)).isEmpty();
    }

    @Test
    void signedPartsJoinedByABuildAreRefusedLineByLine() throws Exception {
        Path file = Scripts.fault(folder, "merged.psm1");

        assertThat(SignableScript.read(file, FileFormat.POWERSHELL)
                        .orElseThrow()
                        .objection("dist/merged.psm1")
                        .map(Problem::text))
                .contains(
                        "dist/merged.psm1 has lines of a signature block where none can be, in lines 3 to 69 (text goes on"
                                + " behind it in line 70); lines 72 to 138 (text goes on behind it in line 139). Only one whole block"
                                + " that ends the file is a signature; Windows and PowerShell disagree on others."
                                + CURE.formatted("lines 3 to 69 and lines 72 to 138"));
    }

    @ParameterizedTest
    @EnumSource(names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT"})
    void textBehindTheBlockIsNamed(FileFormat format) throws Exception {
        assertThat(objection(format, Scripts.signed("one\r\n", format) + "\r\nmore\r\n"))
                .contains("in lines 3 to 5 (text goes on behind it in line 7).")
                .endsWith(CURE.formatted("lines 3 to 5"));
    }

    @Test
    void markerLinesInAHereStringAreNamed() throws Exception {
        String text = "$t = @'\r\n# SIG # Begin signature block\r\n$x\r\n# SIG # End signature block\r\n'@\r\n1\r\n";

        assertThat(objection(FileFormat.POWERSHELL, text))
                .contains("in line 2 (line 3 is not part of a signature); line 4 (it has no beginning).");
        assertThat(objection(FileFormat.POWERSHELL, Scripts.signed(text, FileFormat.POWERSHELL)))
                .endsWith(CURE.formatted("line 2 and line 4"));
    }

    @Test
    void markersWithinALineAreText() throws Exception {
        String text = "if ($l -eq '# SIG # Begin signature block') { 1 }\r\n  # SIG # End signature block\r\n";

        assertThat(objection(FileFormat.POWERSHELL, text)).isEmpty();
        assertThat(rest(FileFormat.POWERSHELL, Scripts.signed(text, FileFormat.POWERSHELL)))
                .isEqualTo(text);
    }

    @Test
    void blockThatIsCutOffIsNamed() throws Exception {
        String signed = Scripts.signed("1\r\n", FileFormat.POWERSHELL);

        assertThat(objection(FileFormat.POWERSHELL, signed.replace("# SIG # End signature block\r\n", "")))
                .contains("in lines 3 to 4 (it does not end).");
        assertThat(objection(
                        FileFormat.POWERSHELL, signed.replace("\r\n# SIG # End", "\r\nRemove-Item *\r\n# SIG # End")))
                .contains("in lines 3 to 4 (line 5 is not part of a signature); line 6 (it has no beginning).");
    }

    @Test
    void commentsBetweenMarkersAreNoSignature() throws Exception {
        assertThat(objection(
                        FileFormat.POWERSHELL,
                        "1\r\n# SIG # Begin signature block\r\n# keep\r\n# SIG # End signature block\r\n"))
                .contains("in lines 2 to 4 (what it holds is no signature).");
        assertThat(objection(
                        FileFormat.POWERSHELL, "1\r\n# SIG # Begin signature block\r\n# SIG # End signature block\r\n"))
                .contains("in lines 2 to 3 (what it holds is no signature).");
    }

    @Test
    void blockOfAWindowsScriptEndsItsLastJob() throws Exception {
        String job = "<job id=\"%s\">\r\n<script language=\"VBScript\">\r\nx = 1\r\n</script>\r\n</job>\r\n";
        String two = "<package>\r\n" + job.formatted("a") + job.formatted("b") + "</package>\r\n";
        String signed = Scripts.signed(two, FileFormat.WSF);

        assertThat(objection(FileFormat.WSF, signed)).isEmpty();
        assertThat(rest(FileFormat.WSF, signed)).isEqualTo(two);
        String inTheFirst =
                two.replaceFirst("</job>", Scripts.block(FileFormat.WSF).substring(2) + "</job>");
        assertThat(objection(FileFormat.WSF, inTheFirst)).contains("(text goes on behind it in line 9).");
        assertThat(objection(FileFormat.WSF, "<package>\r\n</package>\r\n"))
                .isEqualTo("a has no </job>, before which its signature would have to stand."
                        + " Correct the script, and see that it runs.");
    }

    @ParameterizedTest
    @CsvSource({
        "cjk-gbk.ps1, true",
        "cjk-sjis.ps1, true",
        "latin1.ps1, false",
        "utf8-nobom.ps1, false",
        "ascii.ps1, false",
        "bom.ps1, false"
    })
    void unknownCodePagesAreRefused(String name, boolean refused) throws Exception {
        Path file = Scripts.fault(folder, name);

        assertThat(SignableScript.read(file, FileFormat.POWERSHELL)
                        .orElseThrow()
                        .objection(name)
                        .map(Problem::text)
                        .orElse(""))
                .isEqualTo(
                        refused
                                ? name + ", line 1: bytes beyond ASCII, no byte order mark, neither UTF-8 nor by all"
                                        + " appearances Windows-1252. Windows would read them in the code page of whatever"
                                        + " machine the script runs on, so that the signature would be good on some machines"
                                        + " only. Save the script as UTF-8 with a byte order mark (BOM)."
                                : "");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        for (byte[] bytes : new byte[][] {
            {'a', 0, 'b'}, "a".getBytes(UTF_16LE), "a".getBytes("UTF-32LE"), "\uFEFFa".getBytes("UTF-32LE")
        }) {
            assertThat(script(FileFormat.VBSCRIPT, bytes).objection("a").map(Problem::text))
                    .hasValueSatisfying(text -> assertThat(text)
                            .startsWith("a holds zero bytes")
                            .endsWith("Save the script as UTF-16 with a byte order mark (BOM)."));
        }
    }
}
