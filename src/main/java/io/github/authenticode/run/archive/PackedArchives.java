package io.github.authenticode.run.archive;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.format.SignedContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check whether archives hold what was signed too late for them: whoever packs before he signs delivers files
 * without signatures, in a build that is green.
 *
 * @param before SHA-256 of what was then signed, hexadecimal, lower case
 */
public record PackedArchives(Set<String> before, Path workFolder) {
    private static final int SHOWN = 5;

    /** Whether it is a tar archive, by its name. */
    public static boolean isTar(Path file) {
        return TarArchive.isOne(file);
    }

    /** @param results of the run that signed */
    public static PackedArchives after(List<FileResult> results, Path workFolder) {
        Set<String> before = results.stream()
                .filter(r -> r.outcome() instanceof Outcome.Signed)
                .flatMap(r -> r.sha256Before().stream())
                .collect(Collectors.toSet());
        return new PackedArchives(before, workFolder);
    }

    /**
     * A fault of an archive.
     *
     * @param tooEarly names in it of files that were signed afterwards
     * @param unsigned names of others that nobody has signed
     */
    public record Finding(Container archive, List<String> tooEarly, List<String> unsigned) {
        /** @param packed who has packed it, and what to do about that; an imperative */
        public String warning(String packed) {
            String early = tooEarly.isEmpty()
                    ? ""
                    : " was packed before its content was signed: " + listed(tooEarly) + " in it "
                            + (tooEarly.size() == 1 ? "is" : "are") + " still unsigned";
            String others = unsigned.isEmpty() ? "" : " holds unsigned files: " + listed(unsigned);
            return archive.name() + early + (early.isEmpty() || others.isEmpty() ? "" : ", and it") + others + ". "
                    + packed;
        }

        private static String listed(List<String> names) {
            String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
            return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
        }
    }

    /** One for each of the archives with an unsigned file. One that cannot be read is left to who reads it. */
    public List<Finding> findings(List<Container> archives) throws ProblemException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Container archive : archives) {
            try (ArchiveContents inside =
                    ArchiveContents.of(List.of(), zips(archive), workFolder, ArchiveLimits.USUAL)) {
                List<PlannedFile> files = new ArrayList<>(inside.files());
                files.addAll(inside.inTar(archive));
                finding(archive, files).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static List<Container> zips(Container archive) {
        return TarArchive.isOne(archive.path()) ? List.of() : List.of(archive);
    }

    private Optional<Finding> finding(Container archive, List<PlannedFile> files) throws InterruptedException {
        List<String> tooEarly = new ArrayList<>();
        List<String> unsigned = new ArrayList<>();
        for (PlannedFile file : files) {
            String name = file.name().substring(archive.name().length() + 2);
            Optional<Fingerprint> content = Fingerprint.ifReadable(file.path());
            if (content.filter(c -> before.contains(c.sha256())).isPresent()) {
                tooEarly.add(name);
            } else if (isUnsigned(file)) {
                unsigned.add(name);
            }
        }
        return tooEarly.isEmpty() && unsigned.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(archive, List.copyOf(tooEarly), List.copyOf(unsigned)));
    }

    private static boolean isUnsigned(PlannedFile file) {
        try {
            return SignedContents.open(file.path(), file.format()).signatures().isEmpty();
        } catch (IOException | RuntimeException damaged) {
            return false;
        }
    }
}
