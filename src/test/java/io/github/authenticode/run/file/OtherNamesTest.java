package io.github.authenticode.run.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.run.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherNamesTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("unix");
        bench = new Bench(folder);
        bench.reuse = bench.reuse.telling(bench.runLog());
    }

    @Test
    void otherNameInTheSameFolderIsNamed() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        Path other = Files.createLink(folder.resolve("dist/copy.exe"), file);

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);

        assertThat(other).hasContent("program");
        assertThat(bench.warnings)
                .containsExactly(
                        "dist/app.exe has another name (hard link), dist/copy.exe. Only dist/app.exe is signed by"
                                + " this: the file under the other name stays as it was. Select that too, or make copies of the"
                                + " signed file.");
    }

    @Test
    void otherNameElsewhereIsSaidToBeThere() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        link("elsewhere/copy.exe", file);

        bench.runOne();

        assertThat(bench.warnings)
                .containsExactly(
                        "dist/app.exe has another name (hard link) outside its folder. Only dist/app.exe is signed"
                                + " by this: the file under the other name stays as it was. Select that too, or make copies of the"
                                + " signed file.");
    }

    @Test
    void namesThatArePlannedAreNamedAndSignedEach() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.addPlanned(link("lib/app.exe", file), "lib/app.exe");
        link("elsewhere/copy.exe", file);

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

        assertThat(bench.warnings)
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "dist/app.exe has 2 other names (hard link), lib/app.exe and 1 elsewhere. Only dist/app.exe is");
        assertThat(folder.resolve("lib/app.exe")).hasBinaryContent(Files.readAllBytes(file));
    }

    @Test
    void nothingIsSaidOfOneNameOrOfAFileThatIsLeftAlone() throws Exception {
        bench.add("app.exe", "program");
        link("copy.exe", bench.addSigned("signed.exe", "old"));

        bench.run();

        assertThat(bench.warnings).isEmpty();
    }

    private Path link(String name, Path file) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.resolveSibling("."));
        return Files.createLink(link, file);
    }
}
