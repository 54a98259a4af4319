package io.github.authenticode.plan;

import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a signing run needs, complete and validated, before anything has been done.
 *
 * @param files what to sign, in the order of the report; no file twice
 * @param engine the name of one, or {@link #AUTO}
 * @param policy what each file must meet afterwards
 * @param workFolder where staged copies live while a run lasts; created if absent
 * @param concurrency how many files may be worked on at a time, at least 1; for a tool that takes many files a call,
 * how many calls. Empty for what suits the engine
 */
public record SigningPlan(
        List<PlannedFile> files,
        Identity identity,
        String engine,
        SignatureOptions options,
        Policy policy,
        Path workFolder,
        OptionalInt concurrency) {
    /** The engine that suits the identity best on this machine. */
    public static final String AUTO = "auto";

    public SigningPlan {
        files = List.copyOf(files);
        if (concurrency.isPresent() && concurrency.getAsInt() < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency.getAsInt());
        }
    }

    /** A plan that says how many. */
    public SigningPlan(
            List<PlannedFile> files,
            Identity identity,
            String engine,
            SignatureOptions options,
            Policy policy,
            Path workFolder,
            int concurrency) {
        this(files, identity, engine, options, policy, workFolder, OptionalInt.of(concurrency));
    }

    /**
     * The plan for files of one kind: whether a signature is added is said by {@link ExistingSignature} alone.
     *
     * @param foreign whether they have a sound signature of another publisher
     */
    public SigningPlan forFiles(boolean foreign) {
        return options.appends(foreign) == options.appends(false)
                ? this
                : new SigningPlan(files, identity, engine, options.forFiles(foreign), policy, workFolder, concurrency);
    }
}
