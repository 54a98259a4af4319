package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.archive.ArchiveContents;
import io.github.authenticode.run.archive.ArchiveLimits;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The objects of a verification.
 *
 * @param base the project's folder
 * @param odd files among them that are rejected whatever they are
 * @param containers empty unless archives are looked into
 * @param catalogs whose signatures stand for those of the files that they list
 * @param unpackIn where copies of the files in archives are made; absent where no archive is looked into
 */
public record VerificationInputs(
        Path base,
        List<PlannedFile> files,
        UnsuitableFiles odd,
        List<Container> containers,
        List<PlannedFile> catalogs,
        Optional<Path> unpackIn) {
    /** The judges of files. */
    @FunctionalInterface
    public interface Judgement {
        List<VerifiedFile> of(List<PlannedFile> files) throws InterruptedException;
    }

    /**
     * The files judged, with those in archives where these are looked into. The copies are gone afterwards.
     *
     * @param lookedInside told of what was found, before it is judged
     */
    public List<VerifiedFile> judged(Consumer<ArchiveContents> lookedInside, Judgement judgement)
            throws ProblemException, InterruptedException {
        if (unpackIn.isEmpty()) {
            return judgement.of(files);
        }
        try (ArchiveContents inside = ArchiveContents.of(files, containers, unpackIn.get(), ArchiveLimits.USUAL)) {
            lookedInside.accept(inside);
            return judgement.of(inside.files());
        }
    }
}
