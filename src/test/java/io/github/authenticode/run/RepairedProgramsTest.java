package io.github.authenticode.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs in which an editor, a packer or an attached payload has left the entry of a former signature: they are
 * signed, or it is said why not and {@code <repair>} signs them, and no byte beside the former table is lost. What
 * verify advises, sign does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairedProgramsTest {
    private static final int CHECKSUM = 0x80 + 88;
    private static final int DIRECTORY = 0x80 + 136 + 4 * 8;
    private static final byte[] PAYLOAD = "a payload of odd length".getBytes(UTF_8);

    @TempDir
    static Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Path> cache = Optional.empty();
    private byte[] signed = new byte[0];
    private int table;
    private int size;

    @BeforeAll
    void signOnce() throws Exception {
        Path file = Files.write(folder.resolve("first.exe"), SampleFiles.pe(500));
        assertThat(run(file, ExistingSignature.SKIP, false).outcome()).isInstanceOf(Outcome.Signed.class);
        signed = Files.readAllBytes(file);
        table = numbers(signed).getInt(DIRECTORY);
        size = numbers(signed).getInt(DIRECTORY + 4);
        assertThat(table + size).isEqualTo(signed.length);
    }

    /** The fate of a signed program, whether signing it needs the owner's word, and which bytes may go. */
    enum Fate {
        CUT_OFF(false, t -> t.kept(t.table)),
        CUT_OFF_ODD(false, t -> t.kept(t.table - 3)),
        CUT_OFF_AND_PAYLOAD(false, t -> t.kept(t.table).and(PAYLOAD)),
        ENTRY_WITHOUT_SIZE(false, t -> t.kept(t.table).entry(t.table, 0)),
        ENTRY_WITHOUT_PLACE(false, t -> t.kept(t.table).entry(0, t.size)),
        ENTRY_OF_8_AT_END(false, t -> t.kept(t.table).entry(t.table, 8)),
        ENTRY_OF_ODD_SIZE_AT_END(false, t -> t.kept(t.table).entry(t.table, 13)),
        ENTRY_FAR_BEYOND(false, t -> t.kept(t.table).entry(0x7FFF_FFF8, t.size)),
        ENTRY_BEYOND_32_BITS(false, t -> t.kept(t.table).entry(-8, -1)),
        CUT_IN_HALF(false, t -> t.kept(t.table + t.size / 2)),
        CUT_IN_HALF_ODD(false, t -> t.kept(t.table + 77)),
        CUT_AFTER_4_BYTES(false, t -> t.kept(t.table + 4)),
        CUT_IN_HALF_AND_PAYLOAD(false, t -> t.kept(t.table + t.size / 2).and(PAYLOAD)),
        CUT_BY_ONE(false, t -> t.kept(t.table + t.size - 1)),
        SIZE_TOO_LARGE(false, t -> t.entry(t.table, t.size + 8)),
        SIZE_NOT_ROUNDED(false, t -> t.and(new byte[8]).entry(t.table, t.size + 3)),
        SIZE_TOO_SMALL_BY_ZEROS(false, t -> t.and(new byte[5])),
        SIZE_TOO_SMALL(true, t -> t.entry(t.table, t.size - 9)),
        WIPED(false, t -> t.wiped(t.table, t.size)),
        LENGTH_ZERO(false, t -> t.number(t.table, 0)),
        LENGTH_HUGE(false, t -> t.number(t.table, -1)),
        LENGTH_SHORT(false, t -> t.number(t.table, 100)),
        KIND_OVERWRITTEN(false, t -> t.number(t.table + 4, 0x1234_5678)),
        BEGINS_ASKEW(false, t -> t.inserted(t.table, 3).entry(t.table + 3, t.size)),
        PAYLOAD_BEHIND(true, t -> t.and(PAYLOAD)),
        ONE_BYTE_BEHIND(true, t -> t.and(new byte[] {1})),
        ZEROS_BEHIND(true, t -> t.and(new byte[64])),
        LARGE_PAYLOAD_BEHIND(true, t -> t.and(SampleFiles.pe(300_000))),
        IN_SECTION(true, t -> t.kept(t.table).entry(0x210, 64)),
        IN_SECTION_AND_BEYOND(true, t -> t.kept(t.table).entry(0x210, 100_000)),
        IN_HEADERS(true, t -> t.kept(t.table).entry(0x40, 64)),
        OVER_ITSELF(true, t -> t.kept(t.table).entry(DIRECTORY, 64)),
        OF_OTHER_DATA(true, t -> t.kept(t.table).entry(0x408, t.table - 0x408)),
        OF_OTHER_DATA_BEFORE_MORE(true, t -> t.kept(t.table).entry(0x408, 64));

        private final boolean needsRepair;
        private final UnaryOperator<Change> change;

        Fate(boolean needsRepair, UnaryOperator<Change> change) {
            this.needsRepair = needsRepair;
            this.change = change;
        }

        byte[] bytes(byte[] signed, int table, int size) {
            return change.apply(new Change(signed, table, size)).bytes();
        }
    }

    @Test
    void leftoverIsClearedAndTheRestNeedsTheOwnersWord() throws Exception {
        Map<Fate, Path> files = changed("");
        Map<Fate, List<String>> advice = advice(files);

        Map<Fate, FileResult> results = run(files, ExistingSignature.SKIP, false);

        for (Fate fate : results.keySet()) {
            assertThat(advice.get(fate)).isNotEmpty();
            assertThat(Objects.requireNonNull(advice.get(fate)).stream().anyMatch(a -> a.contains("<repair>true")))
                    .as(fate + ": " + advice.get(fate))
                    .isEqualTo(fate.needsRepair);
            if (fate.needsRepair) {
                assertThat(problem(results.get(fate)).text()).contains(fate + ".exe", "or set <repair>true");
                assertThat(files.get(fate)).hasBinaryContent(fate.bytes(signed, table, size));
            } else {
                assertSigned(fate, results.get(fate));
            }
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void repairSignsAllAndSaysWhatItDid() throws Exception {
        Map<Fate, Path> files = changed("repaired-");

        Map<Fate, FileResult> results = run(files, ExistingSignature.REPLACE, true);

        for (Fate fate : results.keySet()) {
            assertSigned(fate, results.get(fate));
        }
        assertThat(warnings)
                .hasSize((int)
                        Arrays.stream(Fate.values()).filter(f -> f.needsRepair).count())
                .allMatch(w -> w.contains(".exe: <repair> "))
                .contains("repaired-PAYLOAD_BEHIND.exe: <repair> removed the former signature (" + size
                        + " bytes at offset " + table + "), and the " + PAYLOAD.length
                        + " bytes behind it moved up into its place.");
        assertThat(advice(files)).allSatisfy((fate, left) -> assertThat(left).isEmpty());
    }

    @Test
    void nothingIsAppendedToThem() throws Exception {
        Map<Fate, Path> files = changed("append-");

        Map<Fate, FileResult> results = run(files, ExistingSignature.APPEND, true);

        assertThat(results).allSatisfy((fate, result) -> {
            assertThat(problem(result).text()).contains("append-" + fate + ".exe", "Set <existingSignature>replace");
            assertThat(files.get(fate)).hasBinaryContent(fate.bytes(signed, table, size));
        });
    }

    @Test
    void cacheMakesTheSameOfThem() throws Exception {
        cache = Optional.of(folder.resolve("cache"));
        Map<Fate, Path> files = changed("cached-");
        files.keySet().retainAll(Set.of(Fate.CUT_IN_HALF, Fate.BEGINS_ASKEW, Fate.PAYLOAD_BEHIND));
        run(files, ExistingSignature.REPLACE, true);
        Map<Fate, byte[]> first = new EnumMap<>(Fate.class);
        for (Fate fate : files.keySet()) {
            first.put(fate, Files.readAllBytes(files.get(fate)));
        }

        for (Fate fate : files.keySet()) {
            Files.write(files.get(fate), fate.bytes(signed, table, size));
        }
        Map<Fate, FileResult> again = run(files, ExistingSignature.REPLACE, true);

        cache = Optional.empty();
        assertThat(again).allSatisfy((fate, result) -> {
            assertThat(((Outcome.Signed) result.outcome()).origin()).isEqualTo(SignatureOrigin.CACHE);
            assertThat(files.get(fate)).hasBinaryContent(first.get(fate));
        });
    }

    private void assertSigned(Fate fate, FileResult result) throws Exception {
        assertThat(result.outcome()).as(fate + " " + result).isInstanceOf(Outcome.Signed.class);
        assertNothingLost(fate.bytes(signed, table, size), result.file().path());
        assertThat(Osslsigncode.verifies(result.file().path(), folder.resolve("identity/root.pem")))
                .isTrue();
    }

    private Map<Fate, Path> changed(String prefix) throws IOException {
        warnings.clear();
        notes.clear();
        Map<Fate, Path> files = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            Path file = folder.resolve(prefix + fate + ".exe");
            files.put(fate, Files.write(file, fate.bytes(signed, table, size)));
        }
        return files;
    }

    private Map<Fate, List<String>> advice(Map<Fate, Path> files) throws Exception {
        Map<Fate, List<String>> advice = new EnumMap<>(Fate.class);
        for (Fate fate : files.keySet()) {
            advice.put(fate, advice(files.get(fate)));
        }
        return advice;
    }

    private Map<Fate, FileResult> run(Map<Fate, Path> files, ExistingSignature existing, boolean repair)
            throws Exception {
        List<FileResult> results = run(List.copyOf(files.values()), existing, repair);
        Map<Fate, FileResult> named = new EnumMap<>(Fate.class);
        Iterator<FileResult> next = results.iterator();
        files.keySet().forEach(fate -> named.put(fate, next.next()));
        return named;
    }

    @Test
    void leftoverIsToldOfAndIsNoWarning() throws Exception {
        Path file = Files.write(folder.resolve("rcedit.exe"), Arrays.copyOf(signed, table));
        notes.clear();

        run(file, ExistingSignature.REPLACE, false);

        assertThat(notes)
                .containsExactly("rcedit.exe: An entry of the header for a former signature (" + size
                        + " bytes at offset " + table + ") that is gone was cleared.");
    }

    @Test
    void soundProgramIsTouchedInNoWay() throws Exception {
        Path file = Files.write(folder.resolve("sound.exe"), signed);
        notes.clear();
        warnings.clear();

        assertThat(run(file, ExistingSignature.REPLACE, true).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(run(file, ExistingSignature.APPEND, true).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(notes).isEmpty();
        assertThat(warnings).isEmpty();
    }

    /** That it is not signed: {@link PreflightTest}; a run would take the digest of four gibibytes for its report. */
    @Test
    void programLargerThanItsHeaderCanSayIsAdvisedToMoveItsData() throws Exception {
        Path file = Files.write(folder.resolve("large.exe"), SampleFiles.pe(500));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(0x1_0000_0000L);
        }

        assertThat(advice(file))
                .containsExactly("The program is larger than 4 GiB, and its header has 32 bits for the place of a"
                        + " signature. Move data out of it, and sign the smaller program.");
        Files.delete(file);
    }

    @Test
    void programWithFewerThanFiveDirectoriesHasNoRoom() throws Exception {
        byte[] program = SampleFiles.pe(500);
        numbers(program).putInt(0x80 + 132, 4);
        Path file = Files.write(folder.resolve("packed.exe"), program);

        assertThat(problem(run(file, ExistingSignature.SKIP, true)).text())
                .isEqualTo(
                        "packed.exe has no room for a signature: its header has 4 data directories, and the fifth is that"
                                + " of the certificate table. Link the program with all 16 data directories (its packer may have"
                                + " cut them off), or leave it out.");
        assertThat(advice(file))
                .containsExactly(
                        "The program has no room for a signature: its header has no fifth data directory, that of"
                                + " the certificate table. Link it with all 16.");
    }

    @Test
    void headerThatEndsBeforeTheFifthDirectoryHasNoRoom() throws Exception {
        byte[] program = SampleFiles.pe(500);
        numbers(program).putShort(0x80 + 20, (short) (112 + 4 * 8));
        numbers(program).putShort(0x80 + 6, (short) 0);
        Path file = Files.write(folder.resolve("short.exe"), program);

        assertThat(problem(run(file, ExistingSignature.SKIP, true)).text())
                .contains("its header has 4 data directories");
        assertThat(advice(file)).singleElement().asString().contains("no fifth data directory");
    }

    @Test
    void romImageHasNoRoom() throws Exception {
        byte[] program = SampleFiles.pe(500);
        numbers(program).putShort(0x80 + 24, (short) 0x107);
        Path file = Files.write(folder.resolve("rom.exe"), program);

        assertThat(problem(run(file, ExistingSignature.REPLACE, true)).text())
                .isEqualTo("rom.exe is a ROM image, and those have no place for a signature. Leave it out.");
        assertThat(advice(file))
                .containsExactly("The file is a ROM image, which has no place for a signature. Leave it out.");
    }

    /**
     * The signed file is the one before, in this order: up to the former table, if that goes at all, what followed,
     * padding.
     */
    private void assertNothingLost(byte[] before, Path file) throws IOException {
        byte[] after = Files.readAllBytes(file);
        int newTable = numbers(after).getInt(DIRECTORY);
        byte[] content = blank(Arrays.copyOf(after, newTable));
        byte[] whole = blank(before.clone());
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(whole, 0, Math.min(whole.length, numbers(before).getInt(DIRECTORY) & Integer.MAX_VALUE));
        int end = numbers(before).getInt(DIRECTORY) + numbers(before).getInt(DIRECTORY + 4);
        rest.write(
                whole,
                Math.min(whole.length, Math.max(0, end)),
                whole.length - Math.min(whole.length, Math.max(0, end)));
        boolean kept = startsWith(content, whole) && content.length - whole.length < 8;
        boolean closed = startsWith(content, rest.toByteArray()) && content.length - rest.size() < 8;
        assertThat(kept || closed).isTrue();
        assertThat(newTable % 8).isZero();
    }

    private static boolean startsWith(byte[] content, byte[] prefix) {
        return content.length >= prefix.length && Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Without what every signature changes. */
    private static byte[] blank(byte[] program) {
        numbers(program).putInt(CHECKSUM, 0).putLong(DIRECTORY, 0);
        return program;
    }

    private static ByteBuffer numbers(byte[] program) {
        return ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A signed program on its way to what became of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(byte[] bytes, int table, int size) {
        Change kept(int length) {
            return new Change(Arrays.copyOf(bytes, length), table, size);
        }

        Change and(byte[] payload) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + payload.length);
            System.arraycopy(payload, 0, longer, bytes.length, payload.length);
            return new Change(longer, table, size);
        }

        Change entry(int start, int length) {
            return number(DIRECTORY, start).number(DIRECTORY + 4, length);
        }

        Change number(int position, int value) {
            byte[] changed = bytes.clone();
            numbers(changed).putInt(position, value);
            return new Change(changed, table, size);
        }

        Change wiped(int from, int length) {
            byte[] changed = bytes.clone();
            Arrays.fill(changed, from, from + length, (byte) 0);
            return new Change(changed, table, size);
        }

        Change inserted(int position, int count) {
            byte[] changed = new byte[bytes.length + count];
            System.arraycopy(bytes, 0, changed, 0, position);
            System.arraycopy(bytes, position, changed, position + count, bytes.length - position);
            return new Change(changed, table, size);
        }
    }

    private static Problem problem(FileResult result) {
        return Bench.problem(result);
    }

    /** What is wrong with a file, but for its digest. */
    private List<String> advice(Path file) throws Exception {
        Verdict verdict = verifier().verify(file, FileFormat.PE);
        return verdict.fileViolations().stream().map(v -> v.message()).toList();
    }

    private FileResult run(Path file, ExistingSignature existing, boolean repair) throws Exception {
        return run(List.of(file), existing, repair).get(0);
    }

    private List<FileResult> run(List<Path> files, ExistingSignature existing, boolean repair) throws Exception {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(
                        existing == ExistingSignature.APPEND,
                        List.of(),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9)),
                existing,
                ForeignSignature.KEEP,
                repair);
        Identity identity = new TestCertificateIdentity(folder.resolve("identity"));
        SigningPlan plan = new SigningPlan(
                files.stream()
                        .map(f -> new PlannedFile(f, String.valueOf(f.getFileName()), FileFormat.PE))
                        .toList(),
                identity,
                "embedded",
                options,
                policy(),
                folder.resolve("work"),
                1);
        try (Engine engine = JsignEngine.open(identity, options, SampleAzure.settings())) {
            ReuseOptions reuse = RealBench.caching(cache).telling(runLog());
            return new SigningRun(engine, verifier(), Clock.systemUTC(), wait -> {})
                    .with(reuse)
                    .run(plan, (position, total, result) -> {});
        }
    }

    private RunLog runLog() {
        return new RunLog() {
            @Override
            public void warn(String text) {
                warnings.add(text);
            }

            @Override
            public void note(String text) {
                notes.add(text);
            }

            @Override
            public void debug(String text) {}
        };
    }

    private Verifier verifier() throws Exception {
        return new AuthenticodeVerifier(policy(), TrustAnchors.load(policy().trustedRoots()), Clock.systemUTC());
    }

    private Policy policy() {
        return new Policy(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(folder.resolve("identity/root.pem")),
                Optional.empty());
    }
}
