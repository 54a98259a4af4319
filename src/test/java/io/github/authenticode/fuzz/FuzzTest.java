package io.github.authenticode.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.fuzz.anatomy.Explanation;
import io.github.authenticode.fuzz.anatomy.Slack;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutants of signed files of every format. How many, and from which seed on: the system properties {@code
 * authenticode.fuzz.mutants} and {@code authenticode.fuzz.seed}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
    private static final int MUTANTS = Integer.getInteger("authenticode.fuzz.mutants", 400);
    private static final long FIRST_SEED = Long.getLong("authenticode.fuzz.seed", 1);
    private static final int HANGING_SECONDS = 60;

    private static final Pattern SIGNED_DATA_1 = Pattern.compile(
            "\\x06\\x09\\x2A\\x86\\x48\\x86\\xF7\\x0D\\x01\\x07\\x02\\xA0\\x82..0\\x82..\\x02\\x01\\x01",
            Pattern.DOTALL);

    private record Job(Specimen specimen, long seed) {}

    @TempDir
    static Path folder;

    private Specimens made;
    private List<Specimen> specimens;

    @BeforeAll
    void sign() throws Exception {
        made = Specimens.in(folder);
        specimens = made.make();
    }

    @Test
    void specimensAreTrustedAndTakenApartWithoutRemainder() throws Exception {
        for (Specimen specimen : specimens) {
            Path file = Files.write(folder.resolve("specimen"), specimen.bytes());
            assertThat(made.verifier().verify(file, specimen.format()).violations())
                    .as(specimen.name())
                    .isEmpty();
            Explanation explanation = Explanation.of(specimen, specimen.bytes());
            assertThat(explanation.accusation()).as(specimen.name()).isEmpty();
            assertThat(explanation.slack()).as(specimen.name()).isEmpty();
        }
    }

    @Test
    void mutantsAreJudgedSoonAndNeverTrustedForWhatWasNotSigned() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (long seed = FIRST_SEED; jobs.size() < MUTANTS; seed++) {
            for (Specimen specimen : specimens) {
                jobs.add(new Job(specimen, seed));
            }
        }
        List<Trial> trials = trials(jobs);
        List<String> trusted =
                trials.stream().filter(Trial::trusted).map(Trial::line).toList();
        Files.write(Files.createDirectories(Path.of("target", "fuzz")).resolve("trusted.txt"), trusted);
        keepForOtherReaders(trials);
        assertThat(guilty(trials)).isEmpty();
    }

    /** For {@code .ci/other-readers}: each trusted mutant beside the two files that it was made from. */
    private void keepForOtherReaders(List<Trial> trials) throws IOException {
        Path kept = Path.of("target", "fuzz", "trusted");
        for (Specimen specimen : specimens) {
            TrustedMutants mutants = TrustedMutants.in(kept, specimen);
            for (Trial trial : trials) {
                if (trial.trusted() && trial.specimen().equals(specimen)) {
                    mutants.keep(specimen.mutant(trial.seed()), trial.seed());
                }
            }
        }
    }

    /** What was wrong once. */
    @Test
    void savedSeedsAreJudgedAsWell() throws Exception {
        assertThat(guilty(trials(saved()))).isEmpty();
    }

    @Test
    void whatIsTrustedWithAWarningIsAccountedForByThatWarningAlone() throws Exception {
        for (Specimen specimen : List.of(named("PE"), named("CATALOG"), named("PE-twice"))) {
            Path file = folder.resolve("version");
            byte[] mutant = withVersion(specimen.bytes(), (byte) 0);
            Trial trial = Trial.of(specimen, 0, mutant, made.verifier(), file, Long.MAX_VALUE);
            assertThat(trial.accusation()).as(specimen.name()).isEmpty();
            assertThat(trial.slack()).as(specimen.name()).contains(Slack.CMS_VERSION);
            List<Violation> warnings =
                    made.verifier().verify(file, specimen.format()).warnings();
            Explanation explanation = Explanation.of(specimen, mutant);
            assertThat(explanation.besides(warnings).accusation()).isEmpty();
            assertThat(explanation.besides(List.of()).accusation()).isPresent();
            assertThat(Explanation.of(specimen, specimen.bytes())
                            .besides(warnings)
                            .accusation())
                    .isPresent();
        }
    }

    /** The last SignedData in the file says another version; in a file signed twice that is the nested one. */
    private static byte[] withVersion(byte[] file, byte version) {
        String text = new String(file, ISO_8859_1);
        // OID of SignedData; [0] and SEQUENCE with lengths of two bytes; INTEGER 1, where timestamps have 3
        Matcher found = SIGNED_DATA_1.matcher(text);
        int last = -1;
        while (found.find()) {
            last = found.end() - 1;
        }
        byte[] mutant = file.clone();
        mutant[last] = version;
        return mutant;
    }

    private List<Job> saved() throws IOException {
        try (InputStream seeds = Objects.requireNonNull(FuzzTest.class.getResourceAsStream("seeds.txt"))) {
            return new String(seeds.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Job(named(words[0]), Long.parseLong(words[1])))
                    .toList();
        }
    }

    private Specimen named(String name) {
        return specimens.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> guilty(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.accusation().isPresent())
                .map(Trial::line)
                .toList();
    }

    private List<Trial> trials(List<Job> jobs) throws Exception {
        AuthenticodeVerifier verifier = made.verifier();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Trial>> running = new ArrayList<>();
            for (Job job : jobs) {
                running.add(pool.submit(() -> Trial.run(
                        job.specimen,
                        job.seed,
                        verifier,
                        folder.resolve(Thread.currentThread().getName()))));
            }
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> trial : running) {
                trials.add(trial.get(HANGING_SECONDS, TimeUnit.SECONDS));
            }
            return trials;
        } finally {
            pool.shutdownNow();
        }
    }
}
