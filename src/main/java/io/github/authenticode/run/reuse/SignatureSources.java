package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memories of one run, in the order in which they are asked: journal, identical files, cache. The engine comes
 * after them. The journal comes before the question whether a file is to be signed at all: what an earlier run of this
 * plan has signed is to be neither skipped, nor refused, nor replaced.
 */
public final class SignatureSources {
    private final SignatureSource earlierRuns;
    private final List<SignatureSource> others;

    public SignatureSources(
            EarlierRuns earlierRuns, IdenticalFiles identicalFiles, Optional<CachedSignatures> cachedSignatures) {
        this.earlierRuns = earlierRuns;
        this.others = Stream.<SignatureSource>concat(Stream.of(identicalFiles), cachedSignatures.stream())
                .toList();
    }

    /** The earlier runs of this plan, for whoever decides whether a file is to be signed. */
    public SignatureSource earlierRuns() {
        return earlierRuns;
    }

    /**
     * What the first source that has something has for a file that is to be signed; empty if the engine is to sign it.
     */
    public Optional<SignatureSource.Found> find(FileTask file) throws InterruptedException {
        for (SignatureSource source : others) {
            Optional<SignatureSource.Found> found = source.find(file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** This copy is about to take the place of its original; the journal writes that down last. */
    public void signing(SignedCopy copy) throws InterruptedException {
        for (SignatureSource source : others) {
            source.signing(copy);
        }
        earlierRuns.signing(copy);
    }

    /** The file is signed, where it is. */
    public void signed(FileTask file, SigningRecord made) {
        all().forEach(source -> source.signed(file, made));
    }

    /** The engine gave the file up, or the verifier refuses what it made. */
    public void failed(FileTask file, Outcome.Failed end) {
        all().forEach(source -> source.failed(file, end));
    }

    /** Nothing more becomes of these files, whatever became of them. */
    public void release(List<FileTask> files) {
        files.forEach(file -> all().forEach(source -> source.release(file)));
    }

    private Stream<SignatureSource> all() {
        return Stream.concat(Stream.of(earlierRuns), others.stream());
    }
}
