package io.github.authenticode.run.reuse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.SignatureTransfer;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.RunInAnotherJvm;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.ChildJvm;
import io.github.authenticode.testing.run.ScriptedSignatures;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureCacheTest {
    @TempDir
    Path folder;

    private Path cache;
    private int benches;

    @BeforeEach
    void chooseFolder() {
        cache = folder.resolve("cache");
    }

    @Test
    void secondFileWithTheSameContentCostsNoSignatureAndIsTheSame() throws Exception {
        Path first = signedOnce("program");

        Bench second = bench();
        Path file = second.add("other.exe", "program");
        FileResult result = second.runOne();

        assertThat(result.outcome()).isEqualTo(new Outcome.Signed(second.verdict(file), SignatureOrigin.CACHE));
        assertThat(result.attempts()).isZero();
        assertThat(result.sha256Before()).isNotEqualTo(result.sha256After());
        assertThat(second.engine.calls()).isEmpty();
        assertThat(file).hasSameBinaryContentAs(first);
        assertThat(second.warnings).isEmpty();
        assertThat(second.leftInWorkFolder()).isEmpty();
    }

    @Test
    void whatChangesTheSignatureChangesTheKey() throws Exception {
        signedOnce("program");

        Bench appending = bench();
        appending.existingSignature = ExistingSignature.APPEND;
        Bench stamping = bench();
        stamping.timestamped = true;
        Bench otherTool = bench();
        otherTool.reuse = new ReuseOptions(
                otherTool.reuse.cache(), "page hashes", otherTool.reuse.runLog(), Optional.empty(), Runnable::run);
        Bench otherContent = bench();
        otherContent.add("a.exe", "program2");

        for (Bench other : List.of(appending, stamping, otherTool)) {
            other.add("a.exe", "program");
            other.run();
            assertThat(other.engine.calls()).hasSize(1);
        }
        otherContent.run();
        assertThat(otherContent.engine.calls()).hasSize(1);
    }

    @Test
    void operationsOfTheServiceComeFromTheCacheToo() throws Exception {
        Bench first = bench();
        first.engine.onOthers(task -> {
            Files.write(task.file(), ScriptedSignatures.sign(Files.readAllBytes(task.file()), "scripted"));
            return new Attempt.Done(List.of("operation-1"));
        });
        first.add("a.exe", "program");
        first.run();

        Bench second = bench();
        second.add("a.exe", "program");

        assertThat(second.runOne().operations()).containsExactly("operation-1");
    }

    @Test
    void truncatedEntryIsRefusedAndReplaced() throws Exception {
        signedOnce("program");
        Path entry = entry();
        byte[] bytes = Files.readAllBytes(entry);
        Files.write(entry, Arrays.copyOf(bytes, bytes.length - 10));

        assertRefused("it is damaged");
    }

    @Test
    void emptyEntryIsRefusedAndReplaced() throws Exception {
        signedOnce("program");
        Files.write(entry(), new byte[0]);

        assertRefused("it is no entry of this cache");
    }

    @Test
    void everyFlippedBitIsFound() throws Exception {
        signedOnce("program");
        Path entry = entry();
        byte[] good = Files.readAllBytes(entry);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String key = entry.getFileName().toString().substring(0, 64);
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(entry, bad);
            assertThat(isRefused(key)).as("seed %s, flip %s", seed, i).isTrue();
        }
        assertRefused("it is damaged", "it is no entry of this cache");
    }

    @Test
    void entryUnderAnotherNameIsRefused() throws Exception {
        signedOnce("another program");
        Path other = entry();
        byte[] bytes = Files.readAllBytes(other);
        Files.delete(other);
        signedOnce("program");
        Files.write(entry(), bytes);

        assertRefused("it belongs to another file");
    }

    @Test
    void signatureOfAnotherFileIsRefusedThoughTheEntryIsWhole() throws Exception {
        signedOnce("program");
        Path entry = entry();
        String key = entry.getFileName().toString().substring(0, 64);
        List<byte[]> foreign = ScriptedSignatures.blocks(Bench.signed("another program", "scripted"));
        byte[] result = ScriptedSignatures.with("program".getBytes(StandardCharsets.UTF_8), foreign);
        Files.write(entry, new CacheEntry(key, sha256(result), foreign, List.of()).encoded());

        assertRefused("TRUST_E_BAD_DIGEST: The file was changed after it was signed");
    }

    @Test
    void signatureThatMakesAnotherFileThanItDidIsRefused() throws Exception {
        signedOnce("program");
        Path entry = entry();
        String key = entry.getFileName().toString().substring(0, 64);
        List<byte[]> other = ScriptedSignatures.blocks(Bench.signed("program", "somebody"));
        Files.write(entry, new CacheEntry(key, "00".repeat(32), other, List.of()).encoded());

        assertRefused("its signature does not make the file that it was taken from");
    }

    @Test
    void entryWithAGoodDigestAndALengthBelowZeroIsRefused() throws Exception {
        signedOnce("program");
        Path entry = entry();
        byte[] bytes = Files.readAllBytes(entry);
        int length = "authenticode-cache-1\n".length() + 2 * 32 + 4;
        Arrays.fill(bytes, length, length + 4, (byte) 0xFF);
        byte[] digest = Fingerprint.digest(Arrays.copyOf(bytes, bytes.length - 32));
        System.arraycopy(digest, 0, bytes, bytes.length - 32, 32);
        Files.write(entry, bytes);

        assertRefused("it is damaged");
    }

    @Test
    void signatureThatIsPutIntoOtherContentIsRefused() throws Exception {
        signedOnce("program");
        Path entry = entry();
        String key = entry.getFileName().toString().substring(0, 64);
        byte[] other = Bench.signed("Program", "scripted");
        List<byte[]> signatures = ScriptedSignatures.blocks(other);
        Files.write(entry, new CacheEntry(key, sha256(other), signatures, List.of()).encoded());
        Bench next = bench();
        Path file = next.add("next.exe", "program");
        transferring(next, (ignored, copy, format, digest) -> Files.write(copy, other));

        FileResult result = next.runOne();

        assertThat(next.warnings)
                .containsExactly(
                        "The cached signature of next.exe is refused, since it changes more of the file than its"
                                + " signature. It was removed: " + entry + ". See who can write to that folder.");
        assertThat(result.outcome()).isEqualTo(new Outcome.Signed(next.verdict(file)));
        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
    }

    @Test
    void linkIsNotFollowed() throws Exception {
        signedOnce("program");
        Path entry = entry();
        Path elsewhere = Files.move(entry, folder.resolve("elsewhere.sig"));
        Files.createSymbolicLink(entry, elsewhere);

        assertRefused("it is a link");
        assertThat(elsewhere).exists();
    }

    @Test
    void hugeEntryIsNotRead() throws Exception {
        signedOnce("program");
        try (RandomAccessFile file = new RandomAccessFile(entry().toFile(), "rw")) {
            file.setLength(8L * 1024 * 1024 * 1024);
        }

        assertRefused("it is larger than 16777216 bytes");
    }

    @Test
    void expiredEntryIsRemovedWithoutAWarning() throws Exception {
        signedOnce("program");
        Violation expired = new Violation(ViolationCode.CERT_E_EXPIRED, "Its certificate has expired.");

        Bench later = bench();
        later.verifier = new ScriptedVerifier(Map.of("scripted", List.of(expired)));
        later.engine.onOthers(task -> {
            assertThat(entries()).isEmpty();
            Files.write(task.file(), ScriptedSignatures.sign(Files.readAllBytes(task.file()), "renewed"));
            return new Attempt.Done();
        });
        Path file = later.add("a.exe", "program");

        assertThat(later.runOne().outcome()).isEqualTo(new Outcome.Signed(later.verdict(file)));
        assertThat(later.warnings).isEmpty();
        assertThat(later.debug)
                .contains(
                        "The signature of a.exe in the cache is removed: CERT_E_EXPIRED: Its certificate has expired.");
        assertThat(entries()).hasSize(1);
    }

    @Test
    void distrustedEntryIsNotUsedAndLeftToThoseWhoTrustIt() throws Exception {
        signedOnce("program");
        Violation distrusted = new Violation(ViolationCode.CERT_E_UNTRUSTEDROOT, "Its root is not trusted.");

        Bench other = bench();
        other.verifier = new ScriptedVerifier(Map.of("scripted", List.of(distrusted)));
        other.engine.onOthers(task -> {
            assertThat(entries()).hasSize(1);
            return new Attempt.Done();
        });
        other.add("a.exe", "program");
        other.run();

        assertThat(other.engine.calls()).hasSize(1);
        assertThat(other.warnings).isEmpty();
    }

    @Test
    void fullDiskOfTheCacheCostsOneWarningAndNoFile() throws Exception {
        Bench bench = bench();
        bench.disk = new FileOperations() {
            @Override
            public void create(Path file, byte[] content) throws IOException {
                Files.write(file, new byte[] {1, 2, 3});
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        };
        bench.caching(cache);
        bench.add("a.exe", "program a");
        bench.add("b.exe", "program b");

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.engine.calls()).containsExactly(List.of("a.exe#1"), List.of("b.exe#1"));
        assertThat(bench.files)
                .allMatch(f -> bench.verdict(f.path()).isTrusted()
                        && bench.verdict(f.path()).signatures().size() == 1);
        assertThat(bench.leftInWorkFolder()).isEmpty();
        assertThat(bench.warnings)
                .containsExactly("The signature of a.exe could not be kept in the cache (No space left on device), and"
                        + " maybe others. See that its folder is writable and has room.");
        assertThat(Bench.below(cache)).allMatch(p -> Files.isDirectory(p) || p.endsWith("swept"));
    }

    @Test
    void cacheWhoseDiskIsFullHalfwayKeepsWhatItHasAndTakesTheRestLater() throws Exception {
        Bench full = bench();
        full.disk = new FileOperations() {
            private int left = 2;

            @Override
            public void create(Path file, byte[] content) throws IOException {
                if (left-- > 0) {
                    FileOperations.super.create(file, content);
                    return;
                }
                Files.write(file, Arrays.copyOf(content, content.length / 2));
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        };
        full.caching(cache);
        Bench next = bench();
        for (String name : List.of("a.exe", "b.exe", "c.exe", "d.exe")) {
            full.add(name, "program " + name);
            next.add(name, "program " + name);
        }

        assertThat(full.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(entries()).hasSize(2);
        assertThat(next.run())
                .extracting(r -> r.outcome() instanceof Outcome.Signed s ? s.origin() : null)
                .containsExactly(
                        SignatureOrigin.CACHE, SignatureOrigin.CACHE, SignatureOrigin.ENGINE, SignatureOrigin.ENGINE);
        assertThat(next.warnings).isEmpty();
        assertThat(entries()).hasSize(4);
    }

    @Test
    void entryFromTheFutureIsAsGoodAsAnyOther() throws Exception {
        signedOnce("program");
        FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(4000)));
        Files.setLastModifiedTime(entry(), future);

        Bench next = bench();
        Path file = next.add("a.exe", "program");

        assertThat(next.runOne().outcome()).isEqualTo(new Outcome.Signed(next.verdict(file), SignatureOrigin.CACHE));
        assertThat(next.engine.calls()).isEmpty();
        assertThat(next.warnings).isEmpty();
    }

    @Test
    void folderThatIsAFileCostsOneWarningAndNoFile() throws Exception {
        Files.writeString(cache, "in the way");
        Bench bench = bench();
        bench.add("a.exe", "program");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(bench.warnings).isNotEmpty();
    }

    @Test
    void signatureThatDoesNotComeBackIsNotKept() throws Exception {
        Bench bench = bench();
        transferring(bench, (signatures, copy, format, digest) -> Files.writeString(copy, "something else"));
        bench.add("a.exe", "program");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(bench.debug).contains("a.exe is not cached: put back, its signature makes another file");
        assertThat(entries()).isEmpty();
    }

    @Test
    void entriesThatNobodyUsedForThirtyDaysGoAndThoseOfTheFutureStay() throws Exception {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        Path old = aged("00".repeat(32) + ".sig", now.minus(Duration.ofDays(31)));
        Path used = aged("01".repeat(32) + ".sig", now.minus(Duration.ofDays(29)));
        Path future = aged("02".repeat(32) + ".sig", now.plus(Duration.ofDays(400)));
        Path torn = aged(".new-01234567-89ab-cdef-0123-456789abcdef", now.minus(Duration.ofDays(2)));
        Path growing = aged(".new-11234567-89ab-cdef-0123-456789abcdef", now);
        Path foreign = aged("readme.txt", now.minus(Duration.ofDays(500)));

        new SignatureCache(cache, Clock.fixed(now, ZoneOffset.UTC)).sweep();

        assertThat(Stream.of(old, torn)).noneMatch(Files::exists);
        assertThat(Stream.of(used, future, growing, foreign)).allMatch(Files::exists);
    }

    @Test
    void useKeepsAnEntryYoung() throws Exception {
        signedOnce("program");
        Files.setLastModifiedTime(entry(), FileTime.from(Instant.now().minus(Duration.ofDays(20))));

        Bench second = bench();
        second.add("a.exe", "program");
        second.run();

        assertThat(Files.getLastModifiedTime(entry()).toInstant())
                .isAfter(Instant.now().minus(Duration.ofMinutes(10)));
    }

    @Test
    void clockThatWasSetBackHarmsNoEntry() throws Exception {
        signedOnce("program");

        Bench past = bench();
        past.clock = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        past.caching(cache);
        Path file = past.add("a.exe", "program");

        assertThat(past.runOne().outcome()).isEqualTo(new Outcome.Signed(past.verdict(file), SignatureOrigin.CACHE));
    }

    @Test
    void manyProcessesAndThreadsShareOneFolder() throws Exception {
        int agents = 3;
        for (int agent = 0; agent < agents; agent++) {
            Path own = folder.resolve("agent" + agent);
            Files.createDirectories(own.resolve("files"));
            for (int i = 0; i < 40; i++) {
                Files.writeString(own.resolve("files").resolve(String.format("%02d.exe", i)), "program " + i);
            }
        }
        try (ChildJvm a = agent(0);
                ChildJvm b = agent(1);
                ChildJvm c = agent(2)) {
            for (ChildJvm child : List.of(a, b, c)) {
                List<String> lines = child.remainingLines();
                assertThat(lines).hasSize(40).allMatch(l -> l.startsWith("Signed"));
            }
        }

        assertThat(entries()).hasSize(40);
        Bench last = bench();
        for (int i = 0; i < 40; i++) {
            last.add(i + ".exe", "program " + i);
        }
        assertThat(last.run())
                .allMatch(
                        r -> r.outcome() instanceof Outcome.Signed signed && signed.origin() == SignatureOrigin.CACHE);
        assertThat(last.warnings).isEmpty();
        assertThat(Bench.below(cache)).noneMatch(p -> p.getFileName().toString().startsWith(".new-"));
    }

    private ChildJvm agent(int number) throws IOException {
        return ChildJvm.start(
                RunInAnotherJvm.class, folder.resolve("agent" + number).toString(), "scripted", "cache=" + cache);
    }

    private boolean isRefused(String key) {
        try {
            return new SignatureCache(cache, Clock.systemUTC()).find(key).isEmpty();
        } catch (IOException refused) {
            return true;
        }
    }

    /** The next run says so, removes the entry, signs the file itself and keeps a good entry again. */
    private void assertRefused(String... reasons) throws Exception {
        Path entry = entry();
        Bench next = bench();
        Path file = next.add("next.exe", "program");
        FileResult result = next.runOne();

        assertThat(next.warnings)
                .singleElement()
                .satisfies(warning -> assertThat(Stream.of(reasons)
                                .map(why -> "The cached signature of next.exe is refused, since " + why
                                        + ". It was removed: " + entry + ". See who can write to that folder."))
                        .contains(warning));
        assertThat(result.outcome()).isEqualTo(new Outcome.Signed(next.verdict(file)));
        assertThat(next.engine.calls()).hasSize(1);
        Bench last = bench();
        last.add("last.exe", "program");
        assertThat(last.runOne().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Signed.class, s -> assertThat(s.origin()).isEqualTo(SignatureOrigin.CACHE));
        assertThat(last.warnings).isEmpty();
    }

    private Path aged(String name, Instant time) throws IOException {
        Path file = cache.resolve("00").resolve(name);
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.write(file, new byte[1]);
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private Path signedOnce(String content) throws Exception {
        Bench bench = bench();
        Path file = bench.add("first.exe", content);
        assertThat(bench.runOne().outcome()).isEqualTo(new Outcome.Signed(bench.verdict(file)));
        return file;
    }

    private static void transferring(Bench bench, SignatureTransfer transfer) {
        CachedSignatures.Access honest = bench.reuse.cache().orElseThrow();
        bench.reuse = bench.reuse.caching(new CachedSignatures.Access(honest.cache(), honest.extraction(), transfer));
    }

    private Bench bench() {
        Bench bench = new Bench(folder.resolve("bench" + benches++));
        bench.timestamped = false;
        return bench.caching(cache);
    }

    private Path entry() throws IOException {
        List<Path> entries = entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private List<Path> entries() throws IOException {
        return Files.notExists(cache)
                ? List.of()
                : Bench.below(cache).stream()
                        .filter(p -> p.getFileName().toString().endsWith(".sig"))
                        .toList();
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Fingerprint.digest(bytes));
    }
}
