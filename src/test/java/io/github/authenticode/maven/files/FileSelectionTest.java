package io.github.authenticode.maven.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.text.PathText;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.UnfaithfulName;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSelectionTest {
    @TempDir
    Path temp;

    private Path base;
    private final ConfigurationProblems findings = new ConfigurationProblems();

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
        FileSelection selection = new FileSelection(base, findings, FileKinds.ALSO_ARCHIVES);
        selection.addArtifacts(List.of(jar));
        selection.addFileSet(fileSet("dist", List.of(), List.of()));

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("dist/a.exe", "dist/b.nupkg");
        assertThat(selection.containers()).containsExactly(new Container(jar, "dist/c.jar"));
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void archiveThatIsNoneIsRejectedWhereArchivesAreLookedInto() throws Exception {
        text("dist/c.zip", "no zip at all");

        assertThat(rejected(fileSet("dist", List.of("*.zip"), List.of()), FileKinds.ALSO_ARCHIVES))
                .containsExactly("dist/c.zip is not a file of a kind that can be signed or looked into."
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
    void textFileNamedExeIsRejectedAndTheOthersAreNot() throws Exception {
        text("dist/fake.exe", "not a program");
        sample(FileFormat.PE, "dist/good.exe");

        assertThat(rejected(fileSet("dist", List.of("*.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly(
                        "dist/fake.exe is not a file of a kind that can be signed: its name says PE, its content"
                                + " does not. Build it again, or leave it out with <excludes>.");
    }

    @Test
    void emptyFileIsRejected() throws Exception {
        text("dist/empty.exe", "");

        assertThat(rejected(fileSet("dist", List.of("*.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly("dist/empty.exe is empty. Look at the step that should have written it.");
    }

    @Test
    void programOfAnOldSystemIsRejected() throws Exception {
        text("dist/old.exe", "MZ" + "\0".repeat(200));

        assertThat(rejected(fileSet(null, List.of("dist/old.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly(old("dist/old.exe", "a DOS program"));
    }

    @Test
    void folderAndLinkThatLeadsNowhereAreRejected() throws Exception {
        Files.createDirectories(base.resolve("dist/folder.exe"));
        Files.createSymbolicLink(base.resolve("dist/link.exe"), base.resolve("gone.exe"));
        String folder = "dist/folder.exe is a folder. Name the files in it, for example dist/folder.exe/**/*.exe.";
        String link = "dist/link.exe is a link to a file that does not exist. Make the file that it leads to, or leave"
                + " the link out with <excludes>.";

        assertThat(rejected(fileSet(null, List.of("dist/folder.exe", "dist/link.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly(folder, link);
        assertThat(rejected(fileSet("dist", List.of("*.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly(link);
    }

    @Test
    void fileThatCannotBeReadIsRejected() throws Exception {
        Path file = sample(FileFormat.PE, "dist/secret.exe");
        file.toFile().setReadable(false);
        String why = "access was denied";
        if (Files.isReadable(file)) {
            // Root reads everything but the memory of a process where there is none.
            Path memory = Path.of("/proc/self/mem");
            assumeThat(memory).exists();
            Files.delete(file);
            Files.createSymbolicLink(file, memory);
            why = "Input/output error";
        }

        assertThat(rejected(fileSet("dist", List.of("*.exe"), List.of()), FileKinds.SIGNABLE))
                .containsExactly("dist/secret.exe cannot be read. (" + why + ") Give read access to it.");
    }

    @ParameterizedTest
    @CsvSource({
        "a.vsix, VSIXSignTool",
        "a.application, mage.exe",
        "a.exe.manifest, mage.exe",
        "a.dll.deploy, mage.exe",
        "a.jar, jarsigner",
        "a.jse, signtool",
        "a.vbe, signtool",
        "a.mof, Set-AuthenticodeSignature",
        "a.inf, in a catalog"
    })
    void kindsThatAreSignedOtherwiseSaySo(String name, String how) throws Exception {
        text("dist/" + name, "no matter what");

        assertThat(rejected(fileSet(null, List.of("dist/" + name), List.of()), FileKinds.SIGNABLE))
                .singleElement()
                .asString()
                .startsWith("dist/" + name + " is not judged or signed here: files of its kind are signed ")
                .contains(how)
                .doesNotContain("Build it again");
    }

    @Test
    void kindsThatWindowsJudgesAreNamedWhereABroadPatternMeetsThem() throws Exception {
        text("dist/a.inf", "[Version]");
        text("dist/b.jse", "#@~^");
        text("dist/c.txt", "hello");
        sample(FileFormat.PE, "dist/d.exe");
        FileSelection selection = new FileSelection(base, findings);
        selection.addFileSet(fileSet("dist", List.of("**/*"), List.of()));

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("dist/d.exe");
        assertThat(selection.notJudged())
                .contains(
                        "Not judged here: dist/a.inf (signed in a catalog), dist/b.jse (signed with signtool). Name those"
                                + " that a catalog signs in <files>, and the catalog in <catalogs>; verify the others with the tool"
                                + " that signs them.");
        assertThat(rejected(fileSet("dist", List.of("**/*.inf"), List.of()), FileKinds.SIGNABLE))
                .hasSize(1);
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
    void withoutIncludesCaseDoesNotCount() throws Exception {
        sample(FileFormat.PE, "dist/SETUP.EXE");
        sample(FileFormat.MSI, "dist/Product.Msi");
        sample(FileFormat.POWERSHELL, "dist/deep/INSTALL.PS1");
        text("dist/README.TXT", "hello");

        assertThat(names(fileSet("dist", List.of(), List.of())))
                .containsExactly("dist/Product.Msi", "dist/SETUP.EXE", "dist/deep/INSTALL.PS1");
        assertThat(names(fileSet("dist", List.of(), List.of("*.exe", "Deep/**"))))
                .containsExactly("dist/Product.Msi");
    }

    @Test
    void archivesAndCatalogsAreFoundWhateverTheirCase() throws Exception {
        sample(FileFormat.CATALOG, "dist/A.CAT");
        text("dist/B.ZIP", "PK\3\4 and so on");
        FileSelection selection = new FileSelection(base, findings, FileKinds.ALSO_ARCHIVES);
        selection.addFileSet(fileSet("dist", List.of(), List.of()));

        assertThat(selection.containers()).extracting(Container::name).containsExactly("dist/B.ZIP");
        assertThat(CatalogFiles.select(List.of(fileSet("dist", List.of(), List.of())), base, findings))
                .extracting(PlannedFile::name)
                .containsExactly("dist/A.CAT");
    }

    @Test
    void absolutePatternSaysThatPatternsAreRelative() throws Exception {
        sample(FileFormat.PE, "target/dist/a.exe");
        String target = base.resolve("target").toString();

        assertThat(findingsOf(fileSet("target", List.of(target + "/dist/*.exe"), List.of(target + "/dist/b.exe"))))
                .containsExactly(
                        "<files>: The pattern \"" + target + "/dist/b.exe\" is absolute, and patterns are relative to a"
                                + " folder: <directory>, or the project's. Write for example"
                                + " <fileSet><directory>target/dist</directory><includes><include>b.exe</include></includes>"
                                + "</fileSet>.",
                        "<files>: The pattern \"" + target + "/dist/*.exe\" is absolute, and patterns are relative to a"
                                + " folder: <directory>, or the project's. Write for example"
                                + " <fileSet><directory>target/dist</directory><includes><include>*.exe</include></includes>"
                                + "</fileSet>.");
    }

    @Test
    void absolutePatternOnTheCommandLineToo() {
        FileSet pattern = new FileSet();
        pattern.set(base + "/dist/**/*.exe");

        assertThat(findingsOf(pattern))
                .containsExactly("<files>: The pattern \"" + base + "/dist/**/*.exe\" is absolute, and patterns are"
                        + " relative to a folder: the project's, or the current one. Write for example dist/**/*.exe.");
    }

    @Test
    void patternOfWindowsOrOutOfTheFolderIsRefusedAsWell() {
        for (String pattern : List.of("C:\\dist\\*.exe", "d:/dist/**", "\\dist\\*.exe", "\\\\server\\dist\\*.exe")) {
            findingsOf(fileSet("dist", List.of(pattern), List.of()));
        }
        findingsOf(fileSet("dist", List.of("../other/*.exe"), List.of()));
        findingsOf(fileSet("dist", List.of("*.exe", "x/../*.exe"), List.of()));
        assertThat(texts()).hasSize(6).allMatch(t -> t.startsWith("<files>: The pattern "));
        assertThat(texts().subList(0, 4)).allMatch(t -> t.contains("is absolute, and patterns are relative"));
        assertThat(texts().subList(4, 6)).allMatch(t -> t.contains("leads out of its folder"));
    }

    @Test
    void dotBeforeAPatternChangesNothing() throws Exception {
        sample(FileFormat.PE, "dist/a.exe");
        sample(FileFormat.PE, "dist/b.exe");

        assertThat(names(fileSet("dist", List.of("./*.exe"), List.of(".\\b.exe"))))
                .containsExactly("dist/a.exe");
    }

    @Test
    void absoluteFileIsTakenAsBefore() throws Exception {
        Path file = sample(FileFormat.PE, "dist/a.exe");

        assertThat(names(fileSet("dist", List.of(file.toString()), List.of()))).containsExactly("dist/a.exe");
    }

    @Test
    void programsFromBeforeSignaturesAreCalledByTheirKind() throws Exception {
        for (String kind : List.of("NE", "LE", "LX", "  ")) {
            byte[] program = new byte[0x90];
            program[0] = 'M';
            program[1] = 'Z';
            program[0x3C] = (byte) 0x80;
            program[0x80] = (byte) kind.charAt(0);
            program[0x81] = (byte) kind.charAt(1);
            Files.write(base.resolve("old-" + kind.strip() + ".exe"), program);
        }
        Files.write(base.resolve("short.exe"), new byte[] {'M', 'Z', 0, 0});

        assertThat(rejected(fileSet(null, List.of(), List.of()), FileKinds.SIGNABLE))
                .containsExactly(
                        old("old-.exe", "a DOS program"),
                        old("old-LE.exe", "a driver of Windows 3 or 9x (LE)"),
                        old("old-LX.exe", "a program of OS/2 (LX)"),
                        old("old-NE.exe", "a 16-bit program of Windows or OS/2 (NE)"),
                        old("short.exe", "a DOS program"));
    }

    private static String old(String name, String what) {
        return name + " is " + what
                + ", and such programs have no place for a signature. Leave it out with <excludes>, and"
                + " let a catalog or an installer that is signed vouch for it.";
    }

    @Test
    void nameThatTheLocaleCannotWriteIsTakenAndShownAsItIs() throws Exception {
        Path file = UnfaithfulName.file(sample(FileFormat.PE, "dist/a.exe"), "M\\377ller.exe");

        assertThat(PathText.isFaithful(file)).isFalse();
        assertThat(names(fileSet("dist", List.of(), List.of()))).containsExactly("dist/M\uFFFDller.exe", "dist/a.exe");
        assertThat(names(fileSet("dist", List.of("M*ller.exe"), List.of()))).containsExactly("dist/M\uFFFDller.exe");
        assertThat(findings.isEmpty()).isTrue();
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
    void textThatCannotBeAPathIsAFindingOfItsElement() throws Exception {
        sample(FileFormat.PE, "dist/a.exe");
        findingsOf(fileSet("dist", List.of("*.exe", "b\0.exe"), List.of()));
        findingsOf(fileSet("di\0st", List.of("*.exe"), List.of()));
        CatalogFiles.select(List.of(fileSet("dist", List.of("c\0.cat"), List.of())), base, findings);

        assertThat(texts())
                .containsExactly(
                        "<files>: \"b\0.exe\" cannot be the name of a file on this machine."
                                + " (Nul character not allowed) Correct it.",
                        "<files><fileSet><directory>: \"di\0st\" cannot be the name of a file on this machine."
                                + " (Nul character not allowed) Correct it.",
                        "<catalogs>: \"c\0.cat\" cannot be the name of a file on this machine."
                                + " (Nul character not allowed) Correct it.");
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

    /** What the files of the set are rejected for, in a signing as in a verification. */
    private List<String> rejected(FileSet fileSet, FileKinds wanted) {
        FileSelection selection = new FileSelection(base, findings, wanted);
        selection.addFileSet(fileSet);
        assertThat(findings.isEmpty()).isTrue();
        List<String> failed = selection.odd().failed(selection.files()).values().stream()
                .map(r -> ((Outcome.Failed) r.outcome()).problems().get(0).text())
                .toList();
        Verifier verifier = selection.odd().beside((file, format) -> new Verdict(List.of(), List.of()));
        assertThat(selection.files().stream()
                        .flatMap(f -> verifier.verify(f.path(), f.format()).errors().stream())
                        .map(Violation::message))
                .isEqualTo(failed);
        return failed;
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
