package io.github.authenticode.run.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.RealBench;
import io.github.authenticode.run.RealBench.Meddling;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jsign.Signable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signers that were to append a signature and lose or change an earlier one. The verifier's verdict does not tell: an
 * earlier signature need not be good, and one of the same signer looks like another.
 */
class EarlierSignaturesTest {
    /** Two publishers: the one who signed earlier, and the one who signs now. */
    @TempDir
    static Path earlier;

    @TempDir
    static Path identity;

    @TempDir
    Path folder;

    /** A package holds one signature. */
    static Stream<FileFormat> formats() {
        return Arrays.stream(FileFormat.values()).filter(f -> f != FileFormat.APPX && f != FileFormat.NUGET);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void signerThatLosesAnEarlierSignatureFailsTheFile(FileFormat format) throws Exception {
        byte[] unsigned = Files.readAllBytes(SampleFiles.write(format, folder, name(format)));
        Path file = signed(earlier, format);

        List<Problem> problems = appending(file, format, copy -> Files.write(copy, unsigned));

        assertThat(problems).extracting(Problem::id).containsExactly("signature-rejected", "content-changed");
        assertThat(problems.get(1).cause())
                .isEqualTo("embedded was to add a signature to " + name(format)
                        + ", but an earlier one is lost or changed. The file was left as it was.");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void signerThatChangesAnEarlierSignatureFailsTheFile(FileFormat format) throws Exception {
        SampleFiles.write(format, folder, name(format));
        Path file = signed(earlier, format);

        List<Problem> problems = appending(file, format, EarlierSignaturesTest::changeSignature);

        assertThat(problems).extracting(Problem::id).contains("content-changed");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void signerThatChangesTheTimestampOfAnEarlierSignatureFailsTheFile(FileFormat format) throws Exception {
        SampleFiles.write(format, folder, name(format));
        Path file = signed(earlier, format);

        List<Problem> problems = appending(file, format, EarlierSignaturesTest::changeTimestamp);

        assertThat(problems).extracting(Problem::id).containsExactly("content-changed");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void signerThatPutsAnotherOfTheSameSignerInItsPlaceFailsTheFile(FileFormat format) throws Exception {
        SampleFiles.write(format, folder, name(format));
        Path file = signed(identity, format);
        byte[] good = Files.readAllBytes(file);
        changeSignature(file);

        List<Problem> problems = appending(file, format, copy -> Files.write(copy, good));

        assertThat(problems).extracting(Problem::id).containsExactly("content-changed");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void honestSignerKeepsAnEarlierSignatureThatIsDamaged(FileFormat format) throws Exception {
        SampleFiles.write(format, folder, name(format));
        Path file = signed(earlier, format);
        changeSignature(file);

        assertThat(bench(identity, file, format).runOne().outcome()).isInstanceOf(Outcome.Signed.class);
    }

    private Path signed(Path publisher, FileFormat format) throws Exception {
        Path file = folder.resolve(name(format));
        assertThat(bench(publisher, file, format).runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        return file;
    }

    private List<Problem> appending(Path file, FileFormat format, Meddling meddling) throws Exception {
        byte[] before = Files.readAllBytes(file);
        RealBench bench = bench(identity, file, format);
        bench.before = meddling;
        FileResult result = bench.runOne();
        assertThat(result.outcome()).as("%s", result).isInstanceOf(Outcome.Failed.class);
        assertThat(file).hasBinaryContent(before);
        return ((Outcome.Failed) result.outcome()).problems();
    }

    private RealBench bench(Path publisher, Path file, FileFormat format) throws Exception {
        RealBench bench = new RealBench(folder, publisher);
        bench.add(name(format), Files.readAllBytes(file));
        bench.existingSignature = ExistingSignature.APPEND;
        return bench;
    }

    private static String name(FileFormat format) {
        return "app." + format.extensions().get(0);
    }

    /** A byte of the signature value, which stands in the file as it does in the SignerInfo. */
    private static void changeSignature(Path file) throws IOException {
        change(file, signature -> {
            byte[] value =
                    signature.getSignerInfos().getSigners().iterator().next().getSignature();
            return indexOf(value, signature) + value.length - 1;
        });
    }

    /** The last byte of all is one of the signature value of the timestamp. */
    private static void changeTimestamp(Path file) throws IOException {
        change(file, signature -> signature.getEncoded(ASN1Encoding.DER).length - 1);
    }

    @FunctionalInterface
    private interface Place {
        int in(CMSSignedData signature) throws IOException;
    }

    private static int indexOf(byte[] part, CMSSignedData signature) throws IOException {
        return new String(signature.getEncoded(ASN1Encoding.DER), ISO_8859_1).indexOf(new String(part, ISO_8859_1));
    }

    private static void change(Path file, Place place) throws IOException {
        try (Signable signable = Signable.of(file.toFile())) {
            CMSSignedData signature = signable.getSignatures().get(0);
            byte[] der = signature.getEncoded(ASN1Encoding.DER);
            der[place.in(signature)] ^= 1;
            signable.setSignatures(List.of(new CMSSignedData(der)));
            signable.save();
        } catch (CMSException e) {
            throw new IOException(e);
        }
    }
}
