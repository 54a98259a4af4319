package io.github.authenticode.signtooldouble.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import io.github.authenticode.signtooldouble.verify.SignatureDetails;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jsign.Signable;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the double against the genuine signtool 10.0.26100.9169 under Wine 8.0: every recorded run again, both streams
 * and the exit code compared, and the number of signatures and timestamps that osslsigncode then found in the files.
 */
final class SigntoolDoubleReplayTest {
    /** The runs that the double cannot match, and why; each must be recorded, so that none is left out unseen. */
    private static final Map<String, String> NOT_REPLAYED = Map.of(
            "dlib-exfh-append", "Wine's limit: /as with /dlib fails there and works on Windows",
            "sign-tr-nohost", "needs a name server; sign-tr-refused prints the same");

    private static final Pattern RECORDED_CERTIFICATE =
            Pattern.compile("Issued to: (.*)\n.*\n.*\n\\s+SHA1 hash: ([0-9A-F]{40})");
    private static final Pattern SIGNATURES = Pattern.compile("Number of verified signatures: (\\d+)");

    @TempDir
    Path temporary;

    private static ReplayKeys keys;
    private static Map<String, String> recordedNames;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new ReplayKeys();
        recordedNames = recordedNames();
    }

    @AfterAll
    static void stopTsa() {
        keys.close();
    }

    @Test
    void everyRecordedRunIsReplayedOrExcused() throws Exception {
        Set<String> recorded = new TreeSet<>();
        for (Path file : transcripts()) {
            recorded.add(nameOf(file));
        }
        Set<String> named = ReplayCase.readAll(resource("cases.txt")).stream()
                .map(ReplayCase::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(recorded);
        assertThat(recorded).containsAll(NOT_REPLAYED.keySet());
    }

    static List<ReplayCase> replayed() throws Exception {
        return ReplayCase.readAll(resource("cases.txt")).stream()
                .filter(c -> !NOT_REPLAYED.containsKey(c.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("replayed")
    void behavesAsRecorded(ReplayCase replay) throws Exception {
        Transcript recorded = Transcript.read(resource("26-" + replay.name() + ".txt"));
        ReplayText expected = new ReplayText(recordedNames, "Z:\\oracle\\scratch", "http://127.0.0.1:8318/");
        assertThat(String.join(" ", withPlaceholderNames(replay.arguments())))
                .as("arguments")
                .isEqualTo(expected.normalize(recorded.command()));
        try (ReplayScratch scratch = new ReplayScratch(temporary, keys)) {
            scratch.prepare(replay.preparation());
            String folder = new WindowsPaths(temporary).full(scratch.folder());
            ReplayScratch.Run run = scratch.run(arguments(replay, folder), Map.of());
            ReplayText actual = new ReplayText(keys.names(), folder, keys.tsaUrl());
            assertThat(actual.normalize(run.err())).as("stderr").isEqualTo(expected.normalize(recorded.err()));
            assertThat(actual.normalize(run.out())).as("stdout").isEqualTo(expected.normalize(recorded.out()));
            assertThat(run.exitCode()).as("exit code").isEqualTo(recorded.exitCode());
            for (Map.Entry<String, String> judged : recorded.secondJudge().entrySet()) {
                compareSignatures(scratch.folder().resolve(judged.getKey()), judged.getValue());
            }
        }
    }

    private static void compareSignatures(Path file, String judged) throws IOException {
        Matcher count = SIGNATURES.matcher(judged);
        int expected = count.find() ? Integer.parseInt(count.group(1)) : 0;
        try (Signable signable = Signable.of(file.toFile())) {
            List<CMSSignedData> signatures = signable.getSignatures();
            assertThat(signatures).as("signatures").hasSize(expected);
            long stamped = signatures.stream()
                    .map(s -> s.getSignerInfos().iterator().next().getUnsignedAttributes())
                    .filter(a -> a != null && a.get(SignatureDetails.RFC3161) != null)
                    .count();
            assertThat(stamped).as("timestamps").isEqualTo(judged.contains("Timestamp time") ? 1 : 0);
        }
    }

    private static List<String> withPlaceholderNames(List<String> arguments) {
        return arguments.stream()
                .map(a -> a.replace("{signer", "{Test Code Signer"))
                .toList();
    }

    private static List<String> arguments(ReplayCase replay, String folder) {
        List<String> arguments = new ArrayList<>();
        for (String argument : replay.arguments()) {
            String filled = argument.replace("{tsa}", keys.tsaUrl()).replace("{scratch}", folder);
            for (ReplayText.Form form : ReplayText.Form.of(keys.thumbprint("signer"))) {
                filled = filled.replace("{signer" + form.suffix() + "}", form.thumbprint());
            }
            arguments.add(filled);
        }
        return arguments;
    }

    private static Map<String, String> recordedNames() throws Exception {
        Map<String, String> names = new HashMap<>();
        for (Path file : transcripts()) {
            Matcher certificate = RECORDED_CERTIFICATE.matcher(Files.readString(file));
            while (certificate.find()) {
                names.put(certificate.group(2), certificate.group(1));
            }
        }
        return names;
    }

    private static List<Path> transcripts() throws Exception {
        Path folder = Objects.requireNonNull(resource("cases.txt").getParent());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> String.valueOf(f.getFileName()).startsWith("26-"))
                    .toList();
        }
    }

    private static String nameOf(Path transcript) {
        String file = Objects.requireNonNull(transcript.getFileName()).toString();
        return file.replaceAll("^26-|\\.txt$", "");
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(
                SigntoolDoubleReplayTest.class.getResource("/signtool-transcripts/" + name), name);
        return Path.of(url.toURI());
    }
}
