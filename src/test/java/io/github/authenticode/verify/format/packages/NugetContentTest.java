package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that a NuGet package's signature signs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NugetContentTest {
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";

    @TempDir
    static Path folder;

    private SignedFile signed;

    @BeforeAll
    void sign() throws Exception {
        Path file = SampleFiles.write(FileFormat.NUGET, folder, "a.nupkg");
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
        signed = SignedFile.read(file, FileFormat.NUGET);
    }

    @Test
    void textAsNugetWritesItIsTaken() throws Exception {
        assertThat(text()).matches("Version:1\n\n2[.]16[.]840[.]1[.]101[.]3[.]4[.]2[.]1-Hash:[^\n]{44}\n\n");
        assertThat(compare(text())).isEmpty();
    }

    /** A reader may take another line than ours, and each line cost us a digest of the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Version:1",
                "Version:1\n\n",
                "Version:2\n\nHASH\n\n",
                "Version:1\nHASH\n\n",
                "Version:1\n\nHASH",
                "Version:1\n\nHASH\nHASH\n\n",
                "Version:1\n\nHASH\n\nHASH\n\n",
                "Version:1\n\nHASH\nOther:1\n\n",
                "Version:1\nOther:1\n\nHASH\n\n",
                "Other:1\nVersion:1\n\nHASH\n\n",
                "Version:1\r\n\r\nHASH\r\n\r\n",
                "Version:1\n\nHASH\n\n\n",
                "Version:1\n\nHASH \n\n",
                "Version:1\n\n HASH\n\n",
                "Version:1\n\nHASH\n\n\0"
            })
    void otherTextIsADamagedSignature(String form) throws Exception {
        String line = text().split("\n", -1)[2];

        assertThat(compare(form.replace("HASH", line)))
                .extracting(Violation::message)
                .containsExactly("The signature is damaged: what it signs is not the text with a version and one digest"
                        + " that NuGet writes. Sign the file again.");
    }

    @Test
    void otherDigestIsAChange() throws Exception {
        assertThat(compare(text().replaceAll("Hash:....", "Hash:////")))
                .extracting(Violation::message)
                .containsExactly("The file was changed after it was signed: its SHA-256 digest is not the one in the"
                        + " signature. Sign it again after the last change.");
    }

    @Test
    void unknownDigestIsToldByItsNumber() throws Exception {
        assertThat(compare(text().replace(SHA256, "1.2.3.4")))
                .extracting(Violation::message)
                .containsExactly(
                        "The signature protects the file with an unknown digest, 1.2.3.4. Sign the file with SHA-256.");
    }

    private List<Violation> compare(String text) throws Exception {
        return SignedContents.open(signed.path(), FileFormat.NUGET).compare(DATA, text.getBytes(US_ASCII));
    }

    private String text() {
        return new String(signed.content(), US_ASCII);
    }
}
