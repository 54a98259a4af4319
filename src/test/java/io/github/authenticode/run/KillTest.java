package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that replace the signatures of 60 files, with cache and journal, die at random moments: half of them are killed
 * from outside, half die at one operation of the disk. {@code -Dauthenticode.kills=100} makes it a hundred.
 */
@Timeout(900)
class KillTest {
    private static final int FILES = 60;
    private static final int KILLS = Integer.getInteger("authenticode.kills", 6);
    private static final int THREADS = 3;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("authenticode.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Path, byte[]> originals = new HashMap<>();
    private final Map<Path, byte[]> signed = new HashMap<>();
    private int kills;
    private int sets;

    @BeforeEach
    void printSeed() {
        System.out.println("KillTest: -Dauthenticode.kills=" + KILLS + " -Dauthenticode.seed=" + seed);
    }

    @Test
    void killedRunsLeaveEveryFileOldOrSignedOnceAndTheNextRunFinishes() throws Exception {
        makeFiles();
        while (kills < KILLS) {
            List<String> lines = new ArrayList<>();
            if (random.nextBoolean()) {
                killed(lines);
            } else {
                dead(lines);
            }
            boolean ended = lines.contains(RunThatDies.ENDED);
            kills += ended ? 0 : 1;
            checkEveryFile();
            assertThat(lines).as("seed %s", seed).noneMatch(l -> l.startsWith("WARNING"));
            if (lines.contains(RunThatDies.ALL_GOOD)) {
                checkFinishedSet(ended);
                makeFiles();
            }
        }

        finishInThisJvm();
        checkFinishedSet(true);
        checkBill();
        checkCache();
    }

    private void makeFiles() throws IOException {
        originals.clear();
        signed.clear();
        sets++;
        Files.createDirectories(folder.resolve("files"));
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[5_000 + random.nextInt(20_000)];
            random.nextBytes(content);
            Path file = folder.resolve("files").resolve(String.format("%02d.exe", i));
            Files.write(file, content);
            originals.put(file, content);
        }
    }

    /** Killed by the operating system after some lines of output. */
    private void killed(List<String> lines) throws Exception {
        int after = random.nextInt(FILES);
        try (ChildJvm child = child(0, 0)) {
            for (String line = child.nextLine(); line != null; line = child.nextLine()) {
                lines.add(line);
                if (lines.size() == after + 1) {
                    child.kill();
                }
            }
        }
    }

    /** Dies by itself at one of the operations that the files cost, or at a later one than there is. */
    private void dead(List<String> lines) throws Exception {
        int left = FILES - signed.size();
        try (ChildJvm child = child(1 + random.nextInt(3 * left + 5), random.nextInt(3))) {
            lines.addAll(child.remainingLines());
        }
    }

    private ChildJvm child(int operation, int phase) throws IOException {
        return ChildJvm.start(
                RunThatDies.class,
                folder.toString(),
                "set" + sets + "run" + kills,
                Integer.toString(operation),
                Integer.toString(phase));
    }

    /** Each file is what it was, or is signed once and stays as it was signed. */
    private void checkEveryFile() throws IOException {
        Bench bench = new Bench(folder);
        for (Map.Entry<Path, byte[]> original : originals.entrySet()) {
            Path file = original.getKey();
            byte[] content = Files.readAllBytes(file);
            byte[] before = signed.get(file);
            if (before != null) {
                assertThat(content)
                        .as("%s was signed twice (seed %s, kill %s)", file, seed, kills)
                        .isEqualTo(before);
            } else if (!Arrays.equals(content, original.getValue())) {
                assertThat(bench.verdict(file).isTrusted())
                        .as("%s is neither old nor signed (seed %s, kill %s)", file, seed, kills)
                        .isTrue();
                assertThat(bench.verdict(file).signatures()).hasSize(1);
                signed.put(file, content);
            }
        }
    }

    private void checkFinishedSet(boolean cleared) throws IOException {
        assertThat(signed).as("seed %s", seed).hasSize(FILES);
        assertThat(Bench.below(folder.resolve("files"))).as("seed %s", seed).hasSize(FILES);
        if (cleared) {
            assertThat(Bench.below(folder.resolve("work"))).as("seed %s", seed).isEmpty();
        }
    }

    private void finishInThisJvm() throws Exception {
        Bench last = RunThatDies.bench(folder, "last", FileOperations.REAL);
        int before = signed.size();
        List<String> lines = last.run().stream().map(RunThatDies::line).toList();
        assertThat(lines).as("seed %s", seed).allMatch(l -> l.matches("(ENGINE|CACHE|EARLIER_RUN) .*"));
        assertThat(lines.stream().filter(l -> l.startsWith("EARLIER_RUN"))).hasSize(before);
        assertThat(last.warnings).as("seed %s", seed).isEmpty();
        checkEveryFile();
    }

    /** Whoever dies loses at most what is in flight. */
    private void checkBill() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("bill")))
                .as("seed %s", seed)
                .hasSizeBetween(sets * FILES, sets * FILES + kills * THREADS);
    }

    /** All that the killed runs made is in the cache, and nothing half written is believed. */
    private void checkCache() throws Exception {
        for (Map.Entry<Path, byte[]> original : originals.entrySet()) {
            Files.write(original.getKey(), original.getValue());
        }
        Bench again = RunThatDies.bench(folder, "again", FileOperations.REAL);
        assertThat(again.run().stream().map(RunThatDies::line)).allMatch(l -> l.startsWith("CACHE "));
        assertThat(again.engine.calls()).isEmpty();
        assertThat(again.warnings).isEmpty();
        for (Map.Entry<Path, byte[]> file : signed.entrySet()) {
            assertThat(file.getKey()).as("seed %s", seed).hasBinaryContent(file.getValue());
        }
    }
}
