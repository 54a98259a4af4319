package io.github.authenticode.verify.format.msi;

import static io.github.authenticode.verify.format.msi.InstallerBytes.SECTOR;
import static io.github.authenticode.verify.format.msi.InstallerBytes.archive;
import static io.github.authenticode.verify.format.msi.InstallerBytes.directory;
import static io.github.authenticode.verify.format.msi.InstallerBytes.entries;
import static io.github.authenticode.verify.format.msi.InstallerBytes.entry;
import static io.github.authenticode.verify.format.msi.InstallerBytes.movedBack;
import static io.github.authenticode.verify.format.msi.InstallerBytes.number;
import static io.github.authenticode.verify.format.msi.InstallerBytes.numbers;
import static io.github.authenticode.verify.format.msi.InstallerBytes.top;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.embedded.format.PreparedInstaller;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleCabinets;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places in an installer that no digest covers, and that hid something once without the signature noticing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallerHolesTest {
    @TempDir
    static Path folder;

    private SampleSigner signer;
    private byte[] signed;
    private SignedFile installer;

    @BeforeAll
    void sign() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
        Path file = Files.write(folder.resolve("sample.msi"), SampleFiles.msi(5000));
        PreparedInstaller.prepare(file);
        signer.sign(file);
        PreparedInstaller.finish(file);
        signed = Files.readAllBytes(file);
        installer = SignedFile.read(file, FileFormat.MSI);
    }

    @BeforeEach
    void restore() throws Exception {
        Files.write(installer.path(), signed);
        assertThat(installer.violations()).isEmpty();
    }

    /** CVE-2020-1464: Java reads an archive from its end, Windows an installer from its beginning. */
    @Test
    void archiveBehindAnInstallerIsFound() throws Exception {
        byte[] archive = archive();
        byte[] whole = Arrays.copyOf(archive, (archive.length + SECTOR - 1) / SECTOR * SECTOR);
        for (byte[] more : new byte[][] {archive, whole, new byte[SECTOR], new byte[1]}) {
            assertHidden(SampleCabinets.followed(signed, more));
        }
    }

    @Test
    void archiveInSectorsThatTheTableKnowsIsFound() throws Exception {
        byte[] archive = Arrays.copyOf(archive(), 2 * SECTOR);
        byte[] more = SampleCabinets.followed(signed, archive);
        int sector = signed.length / SECTOR - 1;
        int table = (number(more, 76) + 1) * SECTOR;
        numbers(more).putInt(table + 4 * sector, sector + 1).putInt(table + 4 * sector + 4, -2);

        assertHidden(more);
    }

    @Test
    void archiveBeforeTheLastSectorIsFound() throws Exception {
        byte[] hidden = movedBack(signed, archive());

        assertHidden(hidden);
    }

    @Test
    void emptySectorsBeforeTheLastOneAreNoSecret() throws Exception {
        Files.write(installer.path(), movedBack(signed, new byte[0]));

        assertThat(installer.violations()).isEmpty();
    }

    @Test
    void endsOfSectorsHoldNothing() throws Exception {
        int stream = entry(signed, 5000);
        int table = (number(signed, 76) + 1) * SECTOR;
        int sector = number(signed, stream + 116);
        while (number(signed, table + 4 * sector) >= 0) {
            sector = number(signed, table + 4 * sector);
        }
        int end = (sector + 1) * SECTOR + 5000 % SECTOR;

        assertHidden(SampleCabinets.changed(signed, end, 'P', 'K'));
        assertHidden(SampleCabinets.changed(signed, end + 119, 1));
    }

    @Test
    void endsOfSmallSectorsHoldNothing() throws Exception {
        int stream = entry(signed, 300);
        int mini = number(signed, directory(signed) + 116);
        assertThat(number(signed, stream + 116)).isZero();
        int end = (mini + 1) * SECTOR + 300;

        assertHidden(SampleCabinets.changed(signed, end, 'P', 'K'));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1",
        "23, 1",
        "24, 0x3F",
        "25, 1",
        "34, 1",
        "39, 1",
        "40, 1",
        "52, 1",
        "55, 1",
        "64, 2",
        "68, 0",
        "80, 1",
        "508, 7"
    })
    void headerHoldsNothing(int position, String value) throws Exception {
        assertHidden(SampleCabinets.changed(signed, position, Integer.decode(value)));
    }

    /** Readers differ in whether they heed these. */
    @ParameterizedTest
    @CsvSource({"57, 0x08", "57, 0x20", "56, 1", "28, 0xFD"})
    void borderOfSmallStreamsAndOrderOfBytesAreFixed(int position, String value) throws Exception {
        assertDamaged(SampleCabinets.changed(signed, position, Integer.decode(value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 63, 64, 66, 67, 80, 96, 100, 108, 116, 120, 124, 127})
    void entriesThatNobodyHasHoldNothing(int position) throws Exception {
        Path file = Files.write(folder.resolve("spare.msi"), SampleFiles.msi(5000));
        signer.sign(file);
        PreparedInstaller.finish(file);
        byte[] bytes = Files.readAllBytes(file);
        int spare = entries(bytes).stream()
                .filter(at -> bytes[at + 66] == 0)
                .findFirst()
                .orElseThrow();
        SignedFile bare = SignedFile.read(file, FileFormat.MSI);
        assertThat(bare.violations()).isEmpty();

        Files.write(file, SampleCabinets.changed(bytes, spare + position, 2));

        assertThat(bare.violations())
                .singleElement()
                .extracting(Violation::rule)
                .isEqualTo(Rule.NOTHING_APPENDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {62, 80, 95, 124})
    void fieldsOfStreamsWithoutUseHoldNothing(int position) throws Exception {
        assertHidden(SampleCabinets.changed(signed, entry(signed, 300) + position, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 99, 100, 107, 108, 115})
    void flagsAndTimesOfTheSignatureHoldNothing(int position) throws Exception {
        assertHidden(SampleCabinets.changed(signed, entry(signed, 32) + position, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 62, 68, 72, 100, 107, 120})
    void fieldsOfTheRootWithoutUseHoldNothing(int position) throws Exception {
        assertHidden(SampleCabinets.changed(signed, directory(signed) + position, 1));
    }

    /** The date that signtool sets when it has made the digest. */
    @Test
    void dateOfTheRootMayBeAny() throws Exception {
        Files.write(installer.path(), SampleCabinets.changed(signed, directory(signed) + 108, 1, 2, 3, 4, 5, 6, 7, 1));

        assertThat(installer.violations()).isEmpty();
    }

    /** Two streams of one content are one content to the digest; but then one can be changed without the other. */
    @Test
    void streamsDoNotShareSectors() throws Exception {
        List<Integer> equal = entries(signed).stream()
                .filter(at -> number(signed, at + 120) == 5000)
                .toList();
        int first = equal.get(0);
        int second = equal.get(1);
        byte[] shared = signed.clone();
        numbers(shared).putInt(second + 116, number(signed, first + 116));

        assertDamaged(shared);
    }

    /** A reader that looks a name up goes by the order; one that lists the names does not. */
    @Test
    void namesAreInOrder() throws Exception {
        int top = top(signed);
        byte[] swapped = signed.clone();
        numbers(swapped).putInt(top + 68, number(signed, top + 72)).putInt(top + 72, number(signed, top + 68));

        assertDamaged(swapped);
    }

    @Test
    void shapeOfTheTreeMayBeAny() throws Exception {
        int top = top(signed);

        Files.write(installer.path(), SampleCabinets.changed(signed, top + 67, 1 - signed[top + 67]));

        assertThat(installer.violations()).isEmpty();
    }

    /**
     * Under a name that sorts first as well the digest begins with the same bytes, and no longer protects names and
     * sizes.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u0005MsiDigitalSignatureEy", "\u0001", "\u0005Aa"})
    void extendedSignatureKeepsItsName(String name) throws Exception {
        int entry = entry(signed, 32);
        byte[] renamed = signed.clone();
        Arrays.fill(renamed, entry, entry + 64, (byte) 0);
        byte[] bytes = name.getBytes(UTF_16LE);
        System.arraycopy(bytes, 0, renamed, entry, bytes.length);
        numbers(renamed).putShort(entry + 64, (short) (bytes.length + 2));
        Files.write(installer.path(), renamed);
        PreparedInstaller.finish(installer.path());

        assertThat(installer.codes()).containsExactly(TRUST_E_BAD_DIGEST);
    }

    @Test
    void namesSizesAndTimesAreCoveredByTheExtendedSignature() throws Exception {
        int entry = entry(signed, 300);
        for (int position : new int[] {2, 96, 100, 108, 120}) {
            Files.write(
                    installer.path(), SampleCabinets.changed(signed, entry + position, signed[entry + position] ^ 1));

            assertThat(installer.isRejected()).isTrue();
        }
    }

    /** Windows finds TRUST_E_BAD_DIGEST in them, whoever signed them. */
    @Test
    void transformIsNotTrusted() throws Exception {
        byte[] transform = SampleFiles.msi(5000);
        transform[directory(transform) + 80] = (byte) 0x82;
        Path file = Files.write(folder.resolve("transform.msi"), transform);
        signer.sign(file);

        assertThat(SignedFile.read(file, FileFormat.MSI).codes()).containsExactly(TRUST_E_SUBJECT_FORM_UNKNOWN);
    }

    /** jsign leaves an earlier signature in the sectors that it frees. */
    @Test
    void remainsOfEarlierSignaturesAreFound() throws Exception {
        Path file = Files.write(folder.resolve("remains.msi"), SampleFiles.msi(5000));
        for (int i = 0; i < 4; i++) {
            signer.sign(file);
        }

        assertThat(SignedFile.read(file, FileFormat.MSI).violations())
                .singleElement()
                .extracting(Violation::rule)
                .isEqualTo(Rule.NOTHING_APPENDED);

        PreparedInstaller.finish(file);
        assertThat(SignedFile.read(file, FileFormat.MSI).violations()).isEmpty();
    }

    private void assertHidden(byte[] changed) throws Exception {
        Files.write(installer.path(), changed);
        assertThat(installer.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo(Rule.NOTHING_APPENDED);
            assertThat(violation.message())
                    .matches(
                            "The installer holds something in \\d+ bytes outside its streams, the first at offset \\d+,"
                                    + " which no signature covers and which may hide data\\. Sign the file again\\.");
        });
    }

    private void assertDamaged(byte[] changed) throws Exception {
        Files.write(installer.path(), changed);
        assertThatThrownBy(installer::violations)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("The installer is damaged: ");
    }
}
