package io.github.authenticode.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.testing.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSelectionTest {
    @TempDir
    Path temp;

    private Path base;
    private final Findings findings = new Findings();

    @BeforeEach
    void folder() throws IOException {
        base = Files.createDirectories(temp.resolve("project")).toRealPath();
    }

    @Test
    void artifactsOfSignableTypesAreTaken() throws Exception {
        Path exe = sample(FileFormat.PE, "target/app.exe");
        Path jar = text("target/app.jar", "no zip at all");
        FileSelection selection = new FileSelection(base, findings);
        selection.addArtifacts(List.of(jar, exe, base.resolve("target/never-built.msi")));

        assertThat(selection.files()).containsExactly(new PlannedFile(exe, "target/app.exe", FileFormat.PE));
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void patternsAreRelativeToTheirFolderAndCaseSensitive() throws Exception {
        sample(FileFormat.PE, "dist/a.exe");
        sample(FileFormat.PE, "dist/deep/b.exe");
        sample(FileFormat.PE, "dist/C.EXE");
        sample(FileFormat.PE, "other/d.exe");

        assertThat(names(fileSet("dist", List.of("**/*.exe"), List.of())))
                .containsExactly("dist/a.exe", "dist/deep/b.exe");
        assertThat(names(fileSet("dist", List.of("**/*.exe"), List.of("deep/**"))))
                .containsExactly("dist/a.exe");
    }

    @Test
    void withoutIncludesEverySignableFileOfTheFolderIsTaken() throws Exception {
        sample(FileFormat.PE, "dist/a.exe");
        sample(FileFormat.POWERSHELL, "dist/install.ps1");
        text("dist/readme.txt", "hello");

        assertThat(names(fileSet("dist", List.of(), List.of()))).containsExactly("dist/a.exe", "dist/install.ps1");
    }

    @Test
    void archivesAreTakenOnlyToBeLookedInto() throws Exception {
        sample(FileFormat.PE, "dist/a.exe");
        sample(FileFormat.NUGET, "dist/b.nupkg");
        Path jar = text("dist/c.jar", "PK\3\4 and so on");
        FileSelection selection = new FileSelection(base, findings, Wanted.ALSO_ARCHIVES);
        selection.addArtifacts(List.of(jar));
        selection.addFileSet(fileSet("dist", List.of(), List.of()));

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("dist/a.exe", "dist/b.nupkg");
        assertThat(selection.containers()).containsExactly(new Container(jar, "dist/c.jar"));
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void archiveThatIsNoneIsAnErrorWhereArchivesAreLookedInto() throws Exception {
        text("dist/c.jar", "no zip at all");
        new FileSelection(base, findings, Wanted.ALSO_ARCHIVES)
                .addFileSet(fileSet("dist", List.of("*.jar"), List.of()));

        assertThat(texts())
                .containsExactly("dist/c.jar is not a file of a kind that can be signed or looked into."
                        + " Build it again, or leave it out with <excludes>.");
    }

    @Test
    void catalogsAreTakenByTheirContentAndMustBeThere() throws Exception {
        sample(FileFormat.CATALOG, "dist/a.cat");
        sample(FileFormat.PE, "dist/b.exe");
        assertThat(CatalogFiles.select(List.of(fileSet("dist", List.of(), List.of())), base, findings))
                .extracting(PlannedFile::name)
                .containsExactly("dist/a.cat");
        assertThat(CatalogFiles.select(null, base, findings)).isEmpty();
        assertThat(CatalogFiles.select(List.of(), base, findings)).isEmpty();
        assertThat(findings.isEmpty()).isTrue();

        CatalogFiles.select(List.of(fileSet("dist", List.of("x*.cat"), List.of())), base, findings);
        CatalogFiles.select(List.of(fileSet("dist", List.of("b.exe", "c.cat"), List.of())), base, findings);
        assertThat(texts())
                .containsExactly(
                        "<catalogs>: no catalog was found. Write for example"
                                + " <catalogs><fileSet><directory>target/dist</directory></fileSet></catalogs>.",
                        "dist/b.exe is not a catalog. Build it again, or leave it out with <excludes>.",
                        "<catalogs>: \"c.cat\" does not exist in " + base
                                + ". Correct the path, or bind the goal after the step that makes the file.");
    }

    @Test
    void contentTellsTheFormatWhereTheNameLies() throws Exception {
        sample(FileFormat.PE, "dist/plugin.vst3");

        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet("dist", List.of("*.vst3"), List.of()));
        assertThat(selection.files()).extracting(PlannedFile::format).containsExactly(FileFormat.PE);
    }

    @Test
    void oneFileNamedTwiceIsSignedOnce() throws Exception {
        Path exe = sample(FileFormat.PE, "dist/a.exe");
        FileSelection selection = new FileSelection(base, findings);
        selection.addArtifacts(List.of(exe));
        selection.addFileSet(fileSet("dist", List.of("*.exe", "a.exe", "../dist/a.exe"), List.of()));

        assertThat(selection.files()).hasSize(1);
    }

    @Test
    void commandLineTakesPathsAndPatterns() throws Exception {
        sample(FileFormat.PE, "a.exe");
        sample(FileFormat.POWERSHELL, "x/b.ps1");
        FileSet path = new FileSet();
        path.set("a.exe");
        FileSet pattern = new FileSet();
        pattern.set(" x/*.ps1");
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(path);
        selection.addFileSet(pattern);

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("a.exe", "x/b.ps1");
    }

    @Test
    void missingFileIsAnError() {
        assertThat(findingsOf(fileSet(null, List.of("nosuch.exe"), List.of())))
                .containsExactly("<files>: \"nosuch.exe\" does not exist in " + base
                        + ". Correct the path, or bind the goal after the step that makes the file.");
    }

    @Test
    void textFileNamedExeIsAnError() throws Exception {
        text("dist/fake.exe", "not a program");

        assertThat(findingsOf(fileSet("dist", List.of("*.exe"), List.of())))
                .containsExactly(
                        "dist/fake.exe is not a file of a kind that can be signed: its name says PE, its content"
                                + " does not. Build it again, or leave it out with <excludes>.");
    }

    @Test
    void emptyFileIsAnError() throws Exception {
        text("dist/empty.exe", "");

        assertThat(findingsOf(fileSet("dist", List.of("*.exe"), List.of())))
                .containsExactly("dist/empty.exe is empty. Look at the step that should have written it.");
    }

    @Test
    void linksToFoldersAreNotFollowed() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        SampleFiles.write(FileFormat.PE, outside, "system.dll");
        Files.createDirectories(base.resolve("dist"));
        Files.createSymbolicLink(base.resolve("dist/link"), outside);

        assertThat(names(fileSet("dist", List.of("**/*.dll"), List.of()))).isEmpty();
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void linkToAFileOutsideOfTheProjectIsAnError() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside")).toRealPath();
        Path target = SampleFiles.write(FileFormat.PE, outside, "system.dll");
        Files.createSymbolicLink(base.resolve("mine.dll"), target);

        assertThat(findingsOf(fileSet(null, List.of("*.dll"), List.of())))
                .containsExactly("mine.dll is a link to a file outside of the project, " + target
                        + ". Name that file itself, or leave the link out with <excludes>.");
    }

    @Test
    void emptySelectionNamesNearMisses() throws Exception {
        sample(FileFormat.PE, "dist/SETUP.EXE");
        sample(FileFormat.PE, "dist/x/tool.exe");
        sample(FileFormat.PE, "dist/old/gone.exe");
        text("dist/readme.txt", "hello");
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet("dist", List.of("*.exe", "old/*.exe"), List.of("old/**")));
        selection.addFileSet(fileSet("nowhere", List.of("*.exe"), List.of()));

        assertThat(selection.files()).isEmpty();
        assertThat(selection.nothingSelected().cause())
                .isEqualTo("No file to sign or verify: 0 of 4 files were selected; the folder nowhere does not exist;"
                        + " SETUP.EXE differs in case from *.exe; old/gone.exe is left out by <excludes>; x/tool.exe is of"
                        + " a signable type but matched by no pattern.");
    }

    @Test
    void everyFileSetAndPatternThatSelectsNothingIsToldOf() throws Exception {
        sample(FileFormat.PE, "dist/setup.exe");
        sample(FileFormat.PE, "dist/old/gone.exe");
        text("dist/readme.txt", "hello");
        text("docs/index.html", "hello");
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet(
                "dist", List.of("*.exe", "*.msi", "*.txt", "old/*", "setup.exe"), List.of("old/", "nowhere/**")));
        selection.addFileSet(fileSet("target/dits", List.of(), List.of("*.dll")));
        selection.addFileSet(fileSet("docs", List.of(), List.of()));

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("dist/setup.exe");
        assertThat(findings.isEmpty()).isTrue();
        String what =
                " that is a file of a kind that can be signed. Correct it, or bind the goal after the step that makes the"
                        + " files.";
        assertThat(selection.warnings())
                .containsExactly(
                        "<files>: The pattern \"*.msi\" matches nothing in dist" + what,
                        "<files>: The pattern \"*.txt\" matches nothing in dist" + what,
                        "<files>: The pattern \"old/*\" matches nothing in dist" + what,
                        "<files>: The exclusion \"nowhere/**\" matches no file in dist. Correct or remove it.",
                        "<files>: The folder target/dits does not exist, so that a file set selects nothing. Correct its"
                                + " <directory>, or bind the goal after the step that makes the folder.",
                        "<files>: The file set of docs selects nothing: nothing in it is a file of a kind that can be signed."
                                + " Correct it, or bind the goal after the step that makes the files.");
    }

    @Test
    void whatEveryPatternSelectsNeedsNoWarning() throws Exception {
        sample(FileFormat.PE, "dist/setup.exe");
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet("dist", List.of("*.exe", "**/setup.*"), List.of()));
        selection.addFileSet(fileSet("dist", List.of(), List.of()));
        selection.addFileSet(fileSet("nowhere", List.of("../dist/setup.exe"), List.of()));

        assertThat(selection.warnings()).isEmpty();
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void patternOnTheCommandLineThatMatchesNothingIsAnErrorLikeAMissingName() throws Exception {
        sample(FileFormat.PE, "dist/setup.exe");
        text("dist/readme.txt", "hello");
        FileSelection selection = new FileSelection(base, findings);
        for (String pattern : List.of("dist/*.exe", "dits/**", "dist/*.txt")) {
            FileSet plain = new FileSet();
            plain.set(pattern);
            selection.addFileSet(plain);
        }

        assertThat(texts())
                .containsExactly(
                        "<files>: \"dits/**\" matches nothing in " + base
                                + " that is a file of a kind that can be signed."
                                + " Correct the pattern, or bind the goal after the step that makes the files.",
                        "<files>: \"dist/*.txt\" matches nothing in " + base
                                + " that is a file of a kind that can be signed."
                                + " Correct the pattern, or bind the goal after the step that makes the files.");
        assertThat(selection.warnings()).isEmpty();
    }

    private List<String> names(FileSet fileSet) {
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet);
        return selection.files().stream().map(PlannedFile::name).toList();
    }

    private List<String> findingsOf(FileSet fileSet) {
        new FileSelection(base, findings).addFileSet(fileSet);
        return texts();
    }

    private List<String> texts() {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, findings::throwIfAny);
        return thrown.problems().stream().map(Problem::text).toList();
    }

    private static FileSet fileSet(
            @org.jspecify.annotations.Nullable String directory, List<String> in, List<String> out) {
        FileSet fileSet = new FileSet();
        if (directory != null) {
            fileSet.setDirectory(directory);
        }
        fileSet.setIncludes(in);
        fileSet.setExcludes(out);
        return fileSet;
    }

    private Path sample(FileFormat format, String name) throws Exception {
        Path folder = Files.createDirectories(base.resolve(name).resolve("..").normalize());
        return SampleFiles.write(format, folder, name.substring(name.lastIndexOf('/') + 1));
    }

    private Path text(String name, String content) throws IOException {
        Path path = base.resolve(name);
        Files.createDirectories(path.resolve("..").normalize());
        return Files.writeString(path, content, UTF_8);
    }
}
