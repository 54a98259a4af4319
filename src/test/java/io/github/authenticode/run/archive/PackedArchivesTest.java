package io.github.authenticode.run.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that were packed before what is in them was signed. */
class PackedArchivesTest {
    @TempDir
    Path folder;

    private byte[] unsigned;
    private byte[] signed;
    private String before;

    @BeforeEach
    void makeFiles() throws Exception {
        Path exe = SampleFiles.write(FileFormat.PE, folder, "app.exe");
        unsigned = Files.readAllBytes(exe);
        before = Fingerprint.of(exe).sha256();
        SampleSigner.withSubject("CN=Sample").sign(exe);
        signed = Files.readAllBytes(exe);
    }

    private List<PackedArchives.Finding> findings(Path archive, String... signedFrom) throws Exception {
        return new PackedArchives(Set.of(signedFrom), folder.resolve("work"))
                .findings(List.of(new Container(archive, "target/" + archive.getFileName())));
    }

    private Path archive(String name) throws Exception {
        Path file = folder.resolve(name);
        byte[] script = "Get-Date\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        String deep = "d".repeat(120) + "/tool.exe";
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                entry(out, "app/", '5', new byte[0]);
                entry(out, "app/app.exe", '0', unsigned);
                entry(out, "app/good.exe", '0', signed);
                entry(out, "app/readme.txt", '0', text);
                entry(out, "app/run.ps1", '0', script);
                String record = " path=" + deep + "\n";
                entry(out, "pax", 'x', ((record.length() + 3) + record).getBytes(StandardCharsets.UTF_8));
                entry(out, "short", '0', unsigned);
                out.write(new byte[1024]);
            }
            return file;
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("app/app.exe", unsigned);
        entries.put("app/good.exe", signed);
        entries.put("app/readme.txt", text);
        entries.put("app/run.ps1", script);
        entries.put(deep, unsigned);
        return zip(file, entries);
    }

    private static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    private static void entry(OutputStream out, String name, char type, byte[] content) throws IOException {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        out.write(header);
        out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-dist.zip", "app.jar", "app.war", "app-dist.tar.gz", "app.tgz"})
    void tellsWhatWasPackedTooEarly(String name) throws Exception {
        List<PackedArchives.Finding> findings = findings(archive(name), before);

        String deep = "d".repeat(120) + "/tool.exe";
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.tooEarly()).containsExactly("app/app.exe", deep);
            assertThat(finding.unsigned()).containsExactly("app/run.ps1");
            assertThat(finding.warning("Pack it later."))
                    .isEqualTo("target/" + name + " was packed before its content was signed: app/app.exe, " + deep
                            + " in it are still unsigned, and it holds unsigned files: app/run.ps1. Pack it later.");
        });
    }

    @Test
    void tellsOfWhatNobodySignsAtAll() throws Exception {
        assertThat(findings(archive("app.zip"))).singleElement().satisfies(finding -> {
            assertThat(finding.tooEarly()).isEmpty();
            assertThat(finding.unsigned()).hasSize(3);
            assertThat(finding.warning("Do."))
                    .startsWith("target/app.zip holds unsigned files: app/app.exe, app/run.ps1, ddd");
        });
    }

    @Test
    void findsNothingWhereAllIsSignedOrNothingIsToBeSigned() throws Exception {
        Path zip = zip(
                folder.resolve("a.zip"),
                Map.of("good.exe", signed, "web/page.js", "let a".getBytes(StandardCharsets.US_ASCII)));

        assertThat(findings(zip, before)).isEmpty();
        assertThat(findings(Files.writeString(folder.resolve("a.tar.gz"), "no gzip"), before))
                .isEmpty();
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }
}
