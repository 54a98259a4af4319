package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class KillTest {
    private static final int FILES = 200;
    private static final int KILLS = 5;

    @TempDir
    Path folder;

    private final Map<Path, byte[]> originals = new HashMap<>();
    private final Map<Path, byte[]> signed = new HashMap<>();

    @Test
    void killedRunsLeaveEveryFileOldOrSignedAndTheNextRunFinishes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        makeFiles(random);

        for (int kill = 1; kill <= KILLS; kill++) {
            killAfter(1 + random.nextInt(25), random.nextInt(8), "run" + kill);
            assertThat(RunInAnotherJvm.runFolders(RunInAnotherJvm.bench(folder)))
                    .as("what a killed run leaves behind (seed %s)", seed)
                    .hasSize(1);
            checkEveryFile(seed);
            assertThat(signed).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(kill);
        }

        Bench last = RunInAnotherJvm.bench(folder);
        last.engine.onOthers(RunInAnotherJvm.signingInSeveralWrites("last"));
        int before = signed.size();
        assertThat(before).as("seed %s", seed).isLessThan(FILES);
        assertThat(last.run()).noneMatch(r -> r.outcome() instanceof Outcome.Failed);
        assertThat(last.engine.calls()).hasSize(FILES - before);
        checkEveryFile(seed);
        assertThat(signed).hasSize(FILES);
        assertThat(last.leftInWorkFolder()).isEmpty();
        assertThat(Bench.below(folder.resolve("files"))).hasSize(FILES);
    }

    private void makeFiles(Random random) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[20_000];
            random.nextBytes(content);
            Path file = folder.resolve("files").resolve(String.format("%03d.exe", i));
            Files.write(file, content);
            originals.put(file, content);
        }
    }

    /** @param lead how many more the child may have signed by then; without a bound it might be done before it is hit */
    private void killAfter(int files, int lead, String signer) throws Exception {
        String limit = Integer.toString(files + lead);
        try (ChildJvm child = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), signer, limit)) {
            for (int done = 0; done < files; ) {
                String line = child.nextLine();
                assertThat(line).as("output of the child").matches("(Signed|Skipped) \\d+\\.exe");
                if (line != null && line.startsWith("Signed")) {
                    done++;
                }
            }
            child.kill();
        }
    }

    /** Each file is what it was, or is signed once and stays as it was signed. */
    private void checkEveryFile(long seed) throws IOException {
        Bench bench = new Bench(folder);
        for (Map.Entry<Path, byte[]> original : originals.entrySet()) {
            Path file = original.getKey();
            byte[] content = Files.readAllBytes(file);
            byte[] before = signed.get(file);
            if (before != null) {
                assertThat(content)
                        .as("%s was signed twice (seed %s)", file, seed)
                        .isEqualTo(before);
            } else if (!Arrays.equals(content, original.getValue())) {
                assertThat(bench.verdict(file).isTrusted())
                        .as("%s is neither old nor signed (seed %s)", file, seed)
                        .isTrue();
                assertThat(bench.verdict(file).signatures()).hasSize(1);
                signed.put(file, content);
            }
        }
    }
}
