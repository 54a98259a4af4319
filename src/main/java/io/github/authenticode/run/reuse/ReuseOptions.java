package io.github.authenticode.run.reuse;

import io.github.authenticode.run.work.RunLog;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of the reuse of signatures that were made already.
 *
 * @param cache where signatures are kept for later runs; absent means that none are
 * @param recipe what decides, beside the plan, what an engine makes of a file: settings of a tool. No secret
 * @param runLog told of what is refused
 * @param build what the build has signed; absent where nobody shares it with this run
 * @param whenReported is given what is to be done once the results are on record: until then the journal is all that
 *     knows them
 */
public record ReuseOptions(
        Optional<CachedSignatures.Access> cache,
        String recipe,
        RunLog runLog,
        Optional<BuildSignatures> build,
        Consumer<Runnable> whenReported) {
    /** Keeps nothing for later runs, and shares nothing with others. */
    public static final ReuseOptions NONE =
            new ReuseOptions(Optional.empty(), "", RunLog.NONE, Optional.empty(), Runnable::run);

    public ReuseOptions caching(CachedSignatures.Access access) {
        return new ReuseOptions(Optional.of(access), recipe, runLog, build, whenReported);
    }

    public ReuseOptions sharing(BuildSignatures signatures) {
        return new ReuseOptions(cache, recipe, runLog, Optional.of(signatures), whenReported);
    }

    public ReuseOptions telling(RunLog log) {
        return new ReuseOptions(cache, recipe, log, build, whenReported);
    }

    public ReuseOptions whenReported(Consumer<Runnable> then) {
        return new ReuseOptions(cache, recipe, runLog, build, then);
    }
}
