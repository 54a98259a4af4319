package io.github.authenticode.run.archive;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.zip.Archive;
import io.github.authenticode.verify.format.zip.ZipPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The walk that takes the signable files out of one selected archive and the archives in it. The content tells what is
 * signable, for scripts the name; JavaScript is passed over, since in an archive it belongs to a web page or to Node.js
 * and not to Windows.
 */
final class ArchiveWalk {
    private static final String BUNDLE_MANIFEST = "AppxMetadata/AppxBundleManifest.xml";
    /** The end record alone. */
    private static final int SMALLEST_ARCHIVE = 22;

    private final Path folder;
    private final ArchiveBudget budget;
    private final ArchiveContents.Builder found;

    /** @param folder private; the copies go there */
    ArchiveWalk(Path folder, ArchiveBudget budget, ArchiveContents.Builder found) {
        this.folder = folder;
        this.budget = budget;
        this.found = found;
    }

    /**
     * @param name of the archive, in front of those of its files
     * @param depth 1 for a selected archive
     * @throws ProblemException if a limit is reached: then nothing more of the selected archive is to be read
     */
    void into(Path archive, String name, int depth) throws ProblemException, InterruptedException {
        found.addArchive(name);
        try {
            budget.enter(name, depth, Archive.count(archive));
            try (Archive opened = Archive.open(archive)) {
                reportEncrypted(name, opened.parts());
                boolean bundle = opened.parts().stream().anyMatch(p -> p.name().equals(BUNDLE_MANIFEST));
                Place place = new Place(new PlannedFile(archive, name, FileFormat.APPX), depth, bundle);
                for (ZipPart part : opened.parts()) {
                    if (!part.encrypted()) {
                        look(opened, part, place);
                    }
                }
            }
        } catch (MalformedFileException e) {
            found.add(unreadable(name).withEvidence(FileProblems.evidence(e)));
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            found.add(unreadable(name).withEvidence(FileProblems.evidence(e)));
        }
    }

    /**
     * An archive that is looked into.
     *
     * @param file with a format that counts for bundles only
     * @param isBundle whether its signature, if it has one, covers the packages in it
     */
    private record Place(PlannedFile file, int depth, boolean isBundle) {}

    private void look(Archive archive, ZipPart part, Place place)
            throws IOException, ProblemException, InterruptedException {
        Workers.checkInterrupted();
        Optional<FileFormat> named = FileFormat.ofName(part.name()).filter(f -> f != FileFormat.JSCRIPT);
        String kind = named.map(f -> "." + f.extensions().get(0)).orElse("");
        byte[] head = archive.head(part, FormatDetector.TELLING);
        if (!FormatDetector.isWorthALook(head, kind) && !endsAsArchive(archive, part, place)) {
            return;
        }
        budget.take(place.file().name(), part.size());
        Path file = folder.resolve(found.nextNumber() + kind);
        archive.extract(part, file);
        String name = place.file().name() + "!/" + part.name();
        Optional<FileFormat> format = FormatDetector.detect(file);
        format.ifPresent(f -> take(new PlannedFile(file, name, f), place));
        // What is appended to a program, an installer or a script is covered by its signature, or spoils it.
        if (format.map(ArchiveContents::isArchive).orElse(FormatDetector.isArchive(file))) {
            into(file, name, place.depth() + 1);
        }
        if (format.isEmpty()) {
            Files.delete(file);
        }
    }

    private void take(PlannedFile file, Place place) {
        found.add(file);
        if (place.isBundle() && file.format() == FileFormat.APPX) {
            found.addBundled(file, place.file());
        }
    }

    /** Programs read an archive from its end, so that its beginning may be anything. */
    private boolean endsAsArchive(Archive archive, ZipPart part, Place place) throws IOException, ProblemException {
        if (part.size() < SMALLEST_ARCHIVE) {
            return false;
        }
        budget.inspect(place.file().name(), part.size());
        return FormatDetector.endsAsArchive(archive.tail(part, FormatDetector.tailLength()), part.size());
    }

    private void reportEncrypted(String name, List<ZipPart> parts) {
        List<ZipPart> encrypted = parts.stream().filter(ZipPart::encrypted).toList();
        if (!encrypted.isEmpty()) {
            String first = encrypted.get(0).name();
            String which = encrypted.size() == 1
                    ? "the entry " + first + " is encrypted"
                    : encrypted.size() + " entries are encrypted, the first of them " + first;
            found.add(Problem.of(
                    FileProblem.ARCHIVE_ENCRYPTED,
                    name + " was not looked into to the end: " + which + ".",
                    "Ship it without a password, or unpack it and verify what comes out."));
        }
    }

    private static Problem unreadable(String name) {
        return Problem.of(
                FileProblem.ARCHIVE_UNREADABLE,
                name + " cannot be looked into.",
                "Build it again with a common zip program, or leave it out with <excludes>.");
    }
}
