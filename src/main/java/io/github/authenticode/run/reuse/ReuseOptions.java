package io.github.authenticode.run.reuse;

import io.github.authenticode.engine.SignatureTransfer;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.verify.format.SignedContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run spares signatures that were made already.
 *
 * @param cache where signatures are kept for later runs; absent means that none are
 * @param extraction how they are taken out of a signed file
 * @param transfer how they get into another copy of it
 * @param recipe what decides, beside the plan, what an engine makes of a file: settings of a tool. No secret
 * @param runLog told of what is refused
 * @param singleFlight what the build has signed; absent where nobody shares it with this run
 * @param whenReported is given what is to be done once the results are on record: until then the journal is all that knows them
 */
public record ReuseOptions(
        Optional<SignatureCache> cache,
        Extraction extraction,
        SignatureTransfer transfer,
        String recipe,
        RunLog runLog,
        Optional<SingleFlight> singleFlight,
        Consumer<Runnable> whenReported) {
    /** Keeps nothing for later runs. */
    public static final ReuseOptions NONE = new ReuseOptions(
            Optional.empty(),
            (signatures, copy, format, digest) -> {
                throw new UnsupportedOperationException("There is no cache to take a signature from");
            },
            "",
            RunLog.NONE,
            Runnable::run);

    /** Shares with no other run what it has signed. */
    public ReuseOptions(
            Optional<SignatureCache> cache,
            Extraction extraction,
            SignatureTransfer transfer,
            String recipe,
            RunLog runLog,
            Consumer<Runnable> whenReported) {
        this(cache, extraction, transfer, recipe, runLog, Optional.empty(), whenReported);
    }

    /** Takes signatures out of files as the verifier does. */
    public ReuseOptions(
            Optional<SignatureCache> cache,
            SignatureTransfer transfer,
            String recipe,
            RunLog runLog,
            Consumer<Runnable> whenReported) {
        this(
                cache,
                (file, format) -> SignedContents.open(file, format).signatures(),
                transfer,
                recipe,
                runLog,
                whenReported);
    }

    /** The same, sharing what was signed with all others that share it. */
    public ReuseOptions sharing(SingleFlight memory) {
        return new ReuseOptions(cache, extraction, transfer, recipe, runLog, Optional.of(memory), whenReported);
    }

    /** Takes the signatures out of a signed file, as PKCS#7 messages; nested ones are in the first. */
    @FunctionalInterface
    public interface Extraction {
        List<byte[]> of(Path signed, FileFormat format) throws IOException;
    }
}
