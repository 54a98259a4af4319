package io.github.authenticode.run.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are really full, and not only said to be: what a write that was cut off leaves behind is up to the system.
 */
class FullDiskTest {
    private static final int ROOM = 256;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void fileThatFindsNoRoomToBeStagedStopsNoOther() throws Exception {
        byte[] big = new byte[2 * ROOM * 1024];
        Path first = bench.add("dist/a.exe", "program a");
        Path middle = bench.add("dist/b.exe", big);
        Path last = bench.add("dist/c.exe", "program c");
        try (SmallDisk disk = mounted(bench.work)) {
            assertThat(disk.folder()).isEqualTo(bench.work);
            List<FileResult> results = bench.run();

            assertThat(Bench.problem(results.get(1)).text())
                    .isEqualTo("The disk is full: there is no room to sign dist/b.exe. (No space left on device) "
                            + "Free space on the disks that hold the build folder and the file, then build again.");
            assertThat(bench.leftInWorkFolder()).singleElement().asString().endsWith(".log");
        }

        assertThat(first).hasBinaryContent(Bench.signed("program a", "scripted"));
        assertThat(middle).hasBinaryContent(big);
        assertThat(last).hasBinaryContent(Bench.signed("program c", "scripted"));
        assertThat(Bench.below(folder.resolve("dist"))).containsExactly(first, middle, last);
    }

    @Test
    void workFolderWithNoRoomAtAllLosesNoFile() throws Exception {
        Path file = bench.add("dist/a.exe", "program");
        try (SmallDisk disk = mounted(bench.work)) {
            disk.fill();

            assertThat(bench.problemOfOne().id()).isEqualTo("disk-full");
        }

        assertThat(file).hasContent("program");
        assertThat(Bench.below(folder.resolve("dist"))).containsExactly(file);
    }

    @Test
    void fileWhoseOwnDiskHasNoRoomForTheSignedOneStaysAsItWas() throws Exception {
        try (SmallDisk disk = mounted(folder.resolve("dist"))) {
            assertThat(disk.folder()).isEqualTo(folder.resolve("dist"));
            byte[] content = new byte[(ROOM - 64) * 1024];
            Path file = bench.add("dist/a.exe", content);

            assertThat(bench.problemOfOne().id()).isEqualTo("disk-full");

            assertThat(file).hasBinaryContent(content);
            assertThat(Bench.below(folder.resolve("dist"))).containsExactly(file);
        }
    }

    @Test
    void fullCacheCostsOneWarningAndLeavesNoEntryThatIsRefused() throws Exception {
        Path cache = folder.resolve("cache");
        try (SmallDisk disk = mounted(cache)) {
            Path filler = disk.fill();
            bench.timestamped = false;
            bench.caching(cache);
            add(bench, "a");

            assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

            assertThat(bench.warnings)
                    .containsExactly("The signature of a0.exe could not be kept in the cache (No space left on device),"
                            + " and maybe others. See that its folder is writable and has room.");
            assertThat(Bench.below(cache)).noneMatch(p -> p.toString().endsWith(".sig"));

            Files.delete(filler);
            assertThat(again("b").run())
                    .allMatch(r -> r.outcome() instanceof Outcome.Signed s && s.origin() == SignatureOrigin.ENGINE);
            Bench third = again("c");
            assertThat(third.run())
                    .allMatch(r -> r.outcome() instanceof Outcome.Signed s && s.origin() == SignatureOrigin.CACHE);
            assertThat(third.warnings).isEmpty();
        }
    }

    /** The same files in another module. */
    private Bench again(String module) throws Exception {
        Bench other = new Bench(folder.resolve(module));
        other.timestamped = false;
        other.caching(folder.resolve("cache"));
        add(other, "a");
        return other;
    }

    private static void add(Bench to, String name) throws Exception {
        for (int i : IntStream.range(0, 4).toArray()) {
            to.add(name + i + ".exe", "program " + i);
        }
    }

    private static SmallDisk mounted(Path folder) throws Exception {
        Optional<SmallDisk> disk = SmallDisk.at(folder, ROOM);
        assumeThat(disk).as("a file system can be mounted").isPresent();
        return disk.orElseThrow();
    }
}
