package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.Timestamping;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Timestamp authorities of a program. It takes one in each call and asks it for every file, dead or not; so one that
 * failed a whole call is passed over in all later calls of the build, of other modules too, as long as there is
 * another.
 */
public record ToolAuthorities(Timestamping timestamping, Function<URI, TimestampAuthority> known) {
    /** End of the ids that say that a file got no timestamp, whatever program says so. */
    private static final String TIMESTAMP_FAILED = NetworkProblem.TIMESTAMP_FAILED.id();

    /**
     * The authority for this try of a file: of those that answer the first one first, then the next, and round again.
     */
    public Optional<URI> at(int attempt) {
        if (!timestamping.enabled() || timestamping.urls().isEmpty()) {
            return Optional.empty();
        }
        List<URI> fit = timestamping.urls().stream()
                .filter(url -> known.apply(url).isFit())
                .toList();
        List<URI> candidates = fit.isEmpty() ? timestamping.urls() : fit;
        return Optional.of(candidates.get(Math.floorMod(attempt - 1, candidates.size())));
    }

    /**
     * Notes what came of a call that asked this one. A file may fail for reasons of its own; an authority that failed
     * all is to blame.
     */
    public void told(URI authority, Collection<Attempt> attempts) {
        if (attempts.stream()
                .anyMatch(attempt ->
                        attempt instanceof Attempt.Done done && done.doubt().isEmpty())) {
            known.apply(authority).answered();
        } else if (!attempts.isEmpty() && attempts.stream().allMatch(ToolAuthorities::lacksTimestamp)) {
            known.apply(authority).failed("no timestamp for a program");
        }
    }

    private static boolean lacksTimestamp(Attempt attempt) {
        return attempt instanceof Attempt.Failed failed && failed.problem().id().endsWith(TIMESTAMP_FAILED);
    }
}
