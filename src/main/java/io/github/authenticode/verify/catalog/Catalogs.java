package io.github.authenticode.verify.catalog;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.catalog.CatalogMembers;
import io.github.authenticode.verify.format.catalog.CatalogSubject;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trusted catalogs, which stand for the signatures of the files that they list. Only for a file that has no signature:
 * what is wrong with one in the file is not mended by a catalog.
 */
public final class Catalogs {
    private final List<Catalog> trusted = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Catalogs() {}

    /** A catalog that meets the policy. */
    private record Catalog(String name, List<SignatureVerdict> signatures, CatalogMembers members) {}

    /** @param verifier by whose policy a catalog must be trusted itself */
    public static Catalogs load(List<PlannedFile> files, Verifier verifier) {
        Catalogs catalogs = new Catalogs();
        files.forEach(file -> catalogs.load(file, verifier));
        return catalogs;
    }

    private void load(PlannedFile file, Verifier verifier) {
        Verdict verdict = verifier.verify(file.name(), file.path(), file.format());
        if (!verdict.isTrusted()) {
            String reasons = verdict.errors().stream()
                    .map(v -> v.code() + ": " + v.message())
                    .collect(Collectors.joining(" "));
            problems.add(problem(file, "is not trusted", "Sign the catalog, correct <policy> and <trustedRoots>")
                    .withEvidence(reasons));
            return;
        }
        try {
            trusted.add(new Catalog(file.name(), verdict.signatures(), CatalogMembers.read(file.path())));
        } catch (IOException e) {
            String reason = e instanceof MalformedFileException ? String.valueOf(e.getMessage()) : e.toString();
            problems.add(
                    problem(file, "cannot be read", "Make the catalog again").withEvidence(reason));
        }
    }

    private static Problem problem(PlannedFile file, String what, String remedy) {
        return Problem.of(
                VerificationProblem.CATALOG_NOT_TRUSTED,
                "<catalogs>: " + file.name() + " " + what + ", so that no file is accepted by it.",
                remedy + ", or leave it out.");
    }

    /** Why some catalog does not count. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** A verifier that asks the other one, and then, of a file without signature, these catalogs. */
    public Verifier beside(Verifier verifier) {
        return new Verifier() {
            @Override
            public Verdict verify(Path file, FileFormat format) {
                return orListed(verifier.verify(file, format), file, format);
            }

            @Override
            public Verdict verify(String name, Path file, FileFormat format) {
                return orListed(verifier.verify(name, file, format), file, format);
            }
        };
    }

    private Verdict orListed(Verdict verdict, Path file, FileFormat format) {
        return verdict.isUnsigned() ? listed(file, format).orElse(verdict) : verdict;
    }

    private Optional<Verdict> listed(Path file, FileFormat format) {
        CatalogSubject subject = new CatalogSubject(file, format);
        Optional<Verdict> weak = Optional.empty();
        try {
            for (Catalog catalog : trusted) {
                Optional<List<Violation>> listing = catalog.members().listing(subject);
                Optional<Verdict> verdict = listing.map(violations -> verdict(catalog, violations));
                if (verdict.filter(Verdict::isTrusted).isPresent()) {
                    return verdict;
                }
                weak = weak.or(() -> verdict);
            }
        } catch (IOException e) {
            Violation violation = new Violation(
                    ViolationCode.CRYPT_E_FILE_ERROR, "The file cannot be read to the end: " + e.getMessage() + ".");
            return Optional.of(new Verdict(List.of(), List.of(violation)));
        }
        return weak;
    }

    private static Verdict verdict(Catalog catalog, List<Violation> violations) {
        return new Verdict(
                catalog.signatures().stream()
                        .map(s -> s.ofCatalog(catalog.name(), violations))
                        .toList(),
                List.of());
    }
}
