package io.github.authenticode.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPathsTest {
    private final ReportPaths places = ReportPaths.of(
            Map.of(
                    "project", Path.of("/home/jane/work/app"),
                    "home", Path.of("/home/jane"),
                    "temp", Path.of("/tmp"),
                    "work", Path.of("/home/jane/work/app/target/authenticode/work")),
            Optional.of("buildhost7"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/home/jane/work/app/etc/key.p12 (No such file)  | ${project}/etc/key.p12 (No such file)",
                "/home/jane/work/app/target/authenticode/work/1/a.exe | ${work}/1/a.exe",
                "cannot read '/home/jane/.m2/settings.xml'.      | cannot read '${home}/.m2/settings.xml'.",
                "the folder is /home/jane.                       | the folder is ${home}.",
                "file:///home/jane/work/app/a.exe                | file:${project}/a.exe",
                "jar:file:/home/jane/x.jar!/y                    | jar:file:${home}/x.jar!/y",
                "/tmp/x and /var/tmp/x                           | ${temp}/x and ${elsewhere}/x",
                "/home/janet/key.p12                             | ${elsewhere}/key.p12",
                "/home/jane-old/key.p12                          | ${elsewhere}/key.p12",
                "-keystore=/mnt/safe/keys/key.p12:key            | -keystore=${elsewhere}/key.p12:key",
                "file:///mnt/safe/key.p12                        | file://${elsewhere}/key.p12",
                "/key.p12 (Permission denied)                    | ${elsewhere}/key.p12 (Permission denied)",
                "C:\\Users\\jane\\key.p12: denied                | ${elsewhere}/key.p12: denied",
                "D:/build/key.p12                                | ${elsewhere}/key.p12",
                "\\\\filer\\keys\\key.p12                        | ${elsewhere}/key.p12",
                "connect from buildhost7 refused                 | connect from ${host} refused",
                "https://jane:canary@tsa.example/rfc3161         | https://****@tsa.example/rfc3161",
            })
    void machineIsTakenOutOfText(String text, String expected) {
        assertThat(places.clean(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://timestamp.example.com/a/b/c",
                "http://localhost:8080/tsa/rfc3161",
                "signtool sign /fd SHA256 /tr http://t.example/x /d \"A b\" x.exe",
                "target/app.exe and/or lib\\core.dll",
                "HTTP/1.1 503 Service Unavailable",
                "CN=Example Ltd, O=A/B, C=DE",
                "at 2026-11-22T09:30:00Z (3 / 12)",
                "mybuildhost77",
                "costs $1 \\ ${x}",
            })
    void otherTextIsLeftAlone(String text) {
        assertThat(places.clean(text)).isEqualTo(text);
    }

    @Test
    void folderWithSpacesAndSignsIsKnownAsTextAndAsUri() {
        Path folder = Path.of("/srv/My (first) proj$ct+");
        ReportPaths known = ReportPaths.of(Map.of("project", folder), Optional.empty());

        assertThat(known.clean(folder + "/x/y.exe")).isEqualTo("${project}/x/y.exe");
        assertThat(known.clean("see " + folder.toUri() + "/x")).isEqualTo("see file:${project}/x");
    }

    @Test
    void folderBehindLinkIsKnownByBothNames(@TempDir Path folder) throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        ReportPaths known = ReportPaths.of(Map.of("project", link), Optional.empty());

        assertThat(known.clean(link + "/a " + real.toRealPath() + "/b")).isEqualTo("${project}/a ${project}/b");
    }

    @Test
    void rootOfFileSystemIsNoPlace() {
        ReportPaths known = ReportPaths.of(Map.of("home", Path.of("/")), Optional.of("localhost"));

        assertThat(known.clean("a / b, /x on localhost")).isEqualTo("a / b, /x on localhost");
    }

    @Test
    void relativeFileNamesStayEvenIfTheyLookOdd() {
        assertThat(places.cleanName("a /b/c.exe")).isEqualTo("a /b/c.exe");
        assertThat(places.cleanName("../other/c.exe")).isEqualTo("../other/c.exe");
        assertThat(places.cleanName("/home/jane/c.exe")).isEqualTo("${home}/c.exe");
    }

    @Test
    void secretsInUrlsAreHidden() {
        assertThat(ReportPaths.of(Map.of(), Optional.empty())
                        .clean("http://u:canary@tsa.example/a/b?key=/canary: HTTP 503"))
                .isEqualTo("http://****@tsa.example/a/b?key=**** HTTP 503");
    }

    /** In the name of a certificate, for example: a pattern that gives characters back would overflow the stack. */
    @ParameterizedTest
    @ValueSource(strings = {"/a", "C:\\a", "\\\\a\\b", "http://a/", " /"})
    void longTextsOfManyPathsAreCleanedToo(String piece) {
        assertThat(places.clean(piece.repeat(20_000))).isNotEmpty();
    }
}
