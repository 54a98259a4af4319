package io.github.authenticode.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything a signing run needs, complete and validated, before anything has been done.
 *
 * @param files what to sign, in the order of the report; no file twice
 * @param policy what each file must meet afterwards
 * @param workFolder where staged copies live while a run lasts; created if absent
 * @param concurrency how many files may be worked on at a time, at least 1
 */
public record SigningPlan(
        List<PlannedFile> files,
        Identity identity,
        EngineChoice engine,
        SignatureOptions options,
        Policy policy,
        Path workFolder,
        int concurrency) {
    public SigningPlan {
        files = List.copyOf(files);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
        }
    }
}
