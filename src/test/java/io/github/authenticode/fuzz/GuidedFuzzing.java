package io.github.authenticode.fuzz;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.policy.PolicyFile;
import io.github.authenticode.run.archive.ArchiveContents;
import io.github.authenticode.run.archive.ArchiveLimits;
import io.github.authenticode.verify.AuthenticodeVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of Jazzer, which keeps those inputs that reach new branches of the code under test ({@code
 * .ci/guided-fuzzing}). The system property {@code authenticode.fuzz.target} names the target: a {@link Specimen},
 * {@code policy} or {@code archive}. The first byte of an input for a specimen tells whether the rest is a whole file
 * or {@link Edits} of it. What must hold is what {@link Trial} asks of every mutant.
 */
public final class GuidedFuzzing {
    private static final String POLICY = "policy";
    private static final String ARCHIVE = "archive";
    private static final byte WHOLE_FILE = 'F';
    private static final byte EDITS = 'E';

    private static @Nullable Target target;

    private GuidedFuzzing() {}

    /** The target that one input is shown to. */
    private interface Target {
        void show(byte[] input) throws Exception;
    }

    /** Called by Jazzer once. */
    public static void fuzzerInitialize() throws Exception {
        String name = System.getProperty("authenticode.fuzz.target", "PE");
        Path folder = Files.createTempDirectory("guided-fuzzing");
        target = switch (name) {
            case POLICY -> new Policies(folder);
            case ARCHIVE -> new Archives(folder);
            default -> Programs.of(folder, name);
        };
    }

    /** Called by Jazzer for each input; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (target == null) {
            fuzzerInitialize();
        }
        if (input.length > 0 && target != null) {
            target.show(input);
        }
    }

    /** Writes the first inputs of targets, each into a folder of its own. Arguments: a folder, then targets. */
    public static void main(String[] arguments) throws Exception {
        List<Specimen> specimens =
                Specimens.in(Files.createTempDirectory("guided-fuzzing")).make();
        for (String target : List.of(arguments).subList(1, arguments.length)) {
            Path seeds = Files.createDirectories(Path.of(arguments[0], target, "corpus"));
            switch (target) {
                case POLICY -> seedPolicies(seeds);
                case ARCHIVE -> seedArchives(seeds, specimens);
                default -> seed(seeds, Programs.named(specimens, target));
            }
        }
    }

    private static void seedPolicies(Path seeds) throws IOException {
        Files.writeString(seeds.resolve("json"), "J{\"rules\":{\"publisher\":\"Example Ltd\",\"rsa-key-size\":3072}}");
        Files.writeString(
                seeds.resolve("yaml"),
                "Yrules:\n  publisher: [Example Ltd, &a b]\n  zero-padding: {severity: warning}\n");
    }

    private static void seedArchives(Path seeds, List<Specimen> specimens) throws IOException {
        for (Specimen specimen : specimens) {
            if (specimen.format() == FileFormat.APPX || specimen.format() == FileFormat.NUGET) {
                Files.write(seeds.resolve(specimen.name()), specimen.bytes());
            }
        }
    }

    private static void seed(Path seeds, Specimen specimen) throws IOException {
        // A NuGet signature holds the time at which it was made, so that the one of another JVM is none that was made
        // there.
        if (specimen.format() != FileFormat.NUGET) {
            byte[] whole = new byte[specimen.bytes().length + 1];
            whole[0] = WHOLE_FILE;
            System.arraycopy(specimen.bytes(), 0, whole, 1, specimen.bytes().length);
            Files.write(seeds.resolve("whole"), whole);
        }
        Files.write(seeds.resolve("edit"), new byte[] {EDITS, 1, 0, 0, 60, 0, 1});
        Files.write(seeds.resolve("edit-end"), new byte[] {EDITS, (byte) 0x80, 0, 0, 9, 0, 1});
    }

    /** A file of one format before the verifier. */
    private record Programs(Specimen specimen, AuthenticodeVerifier verifier, Path file, Optional<TrustedMutants> kept)
            implements Target {
        static Programs of(Path folder, String name) throws Exception {
            Specimens specimens = Specimens.in(folder);
            Specimen specimen = named(specimens.make(), name);
            Optional<TrustedMutants> kept = Optional.empty();
            String place = System.getProperty("authenticode.fuzz.trusted");
            if (place != null) {
                kept = Optional.of(TrustedMutants.in(Path.of(place), specimen));
            }
            return new Programs(specimen, specimens.verifier(), folder.resolve("mutant"), kept);
        }

        static Specimen named(List<Specimen> specimens, String name) {
            return specimens.stream()
                    .filter(s -> s.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void show(byte[] input) throws IOException {
            byte[] rest = Arrays.copyOfRange(input, 1, input.length);
            byte[] mutant = input[0] == WHOLE_FILE ? rest : Edits.apply(specimen.bytes(), specimen.other(), rest);
            // Jazzer instruments classes in the thread that first needs them, so that allocations say nothing; the heap
            // is small instead.
            Trial trial = Trial.of(specimen, 0, mutant, verifier, file, Long.MAX_VALUE);
            trial.accusation().ifPresent(words -> {
                throw new AssertionError(specimen.name() + ": " + words);
            });
            if (trial.trusted() && kept.isPresent()) {
                kept.get().keep(mutant);
            }
        }
    }

    /** A policy file: read, or refused with problems, and nothing else. */
    private record Policies(Path folder) implements Target {
        @Override
        public void show(byte[] input) throws IOException {
            String name = input[0] == 'J' ? "policy.json" : "policy.yaml";
            Path file = Files.write(folder.resolve(name), Arrays.copyOfRange(input, 1, input.length));
            List<String> problems = new ArrayList<>();
            boolean read = PolicyFile.read(file, problem -> problems.add(problem.cause()))
                    .isPresent();
            if (!read && problems.isEmpty()) {
                throw new AssertionError("neither read nor refused");
            }
        }
    }

    /** An archive to look into: all its files found, or a problem that says why not. */
    private record Archives(Path folder) implements Target {
        @Override
        public void show(byte[] input) throws IOException, InterruptedException {
            Path file = Files.write(folder.resolve("packed.zip"), input);
            PlannedFile archive =
                    new PlannedFile(file, file.getFileName().toString().toLowerCase(Locale.ROOT), FileFormat.NUGET);
            try (ArchiveContents inside =
                    ArchiveContents.of(List.of(archive), List.of(), folder.resolve("work"), ArchiveLimits.USUAL)) {
                if (inside.archives().isEmpty() && inside.problems().isEmpty()) {
                    throw new AssertionError("not looked into, and nothing said");
                }
            } catch (ProblemException e) {
                if (e.problems().isEmpty()) {
                    throw new AssertionError("refused without a reason", e);
                }
            }
        }
    }
}
