package io.github.authenticode.verify.catalog;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signatures of bundles, which stand for those of the packages in them: MakeAppx bundles packages that nobody
 * signed, and the digest of the bundle covers each of them byte for byte (AXPC, see AppxContent). Only for a package
 * that has no signature, and only if the bundle is trusted.
 */
public final class Bundles {
    private final Map<Path, PlannedFile> bundled = new ConcurrentHashMap<>();
    private final Map<Path, Verdict> verdicts = new ConcurrentHashMap<>();

    /** @param packages of each package in a bundle, by its path, that bundle */
    public void add(Map<Path, PlannedFile> packages) {
        bundled.putAll(packages);
    }

    /** A verifier that asks the other one, and of a package without signature also for the bundle around it. */
    public Verifier beside(Verifier verifier) {
        return (file, format) -> {
            Verdict verdict = verifier.verify(file, format);
            Optional<PlannedFile> bundle = Optional.ofNullable(bundled.get(file));
            return bundle.isPresent() && verdict.isUnsigned()
                    ? covered(bundle.get(), verifier).orElse(verdict)
                    : verdict;
        };
    }

    private Optional<Verdict> covered(PlannedFile bundle, Verifier verifier) {
        Verdict verdict = verdicts.computeIfAbsent(bundle.path(), p -> verifier.verify(p, FileFormat.APPX));
        return Optional.of(verdict)
                .filter(Verdict::isTrusted)
                .map(v -> new Verdict(
                        v.signatures().stream()
                                .map(s -> s.ofCatalog(bundle.name(), List.of()))
                                .toList(),
                        List.of()));
    }
}
