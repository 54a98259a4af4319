package io.github.authenticode.verify.roots;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.verify.naming.Purpose;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** The names and keys at which a chain may end, for each purpose, and where they came from. Immutable. */
public final class TrustAnchors {
    private final Map<Purpose, Map<X500Principal, List<Anchor>>> byPurpose = new EnumMap<>(Purpose.class);
    private final List<String> sources;
    private final boolean anyRoot;

    private TrustAnchors(TrustAnchors other, boolean anyRoot) {
        this.byPurpose.putAll(other.byPurpose);
        this.sources = other.sources;
        this.anyRoot = anyRoot;
    }

    private TrustAnchors(List<RootSource> found) {
        anyRoot = false;
        for (Purpose purpose : Purpose.values()) {
            Map<String, Anchor> distinct = new LinkedHashMap<>();
            found.stream()
                    .filter(source -> source.purposes().contains(purpose))
                    .flatMap(source -> source.anchors().stream())
                    .forEach(anchor -> distinct.putIfAbsent(anchor.sha256(), anchor));
            byPurpose.put(purpose, distinct.values().stream().collect(Collectors.groupingBy(Anchor::subject)));
        }
        sources = found.stream().map(RootSource::label).toList();
    }

    /**
     * Reads trusted certificates.
     *
     * @param roots PEM or DER files, PKCS#12 or JKS keystores whose certificates can be read without a password (or
     * with {@code changeit}), and folders of these; empty means the roots of the JVM, of the operating system and of an
     * installed .NET SDK, and those that are built in
     * @throws ProblemException with one problem for each root that is missing, unreadable or without a certificate
     */
    public static TrustAnchors load(List<Path> roots) throws ProblemException {
        return load(roots, SystemRoots.ofThisMachine());
    }

    static TrustAnchors load(List<Path> roots, SystemRoots system) throws ProblemException {
        List<RootSource> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (roots.isEmpty()) {
            found.addAll(system.read());
        }
        for (Path root : roots) {
            try {
                found.add(RootFile.read(root));
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }
        if (problems.isEmpty()
                && found.stream().allMatch(source -> source.certificates().isEmpty())) {
            problems.add(Problem.of(
                    VerificationProblem.NO_TRUSTED_ROOTS,
                    "Neither the JVM nor the operating system has any trusted root certificate.",
                    "Name the root certificates in <trustedRoots>."));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return new TrustAnchors(found);
    }

    public static TrustAnchors of(List<RootSource> sources) {
        return new TrustAnchors(sources);
    }

    /** These, for the question whether a signature is sound: a chain may also end at a root that nobody here knows. */
    public TrustAnchors orAnyRoot() {
        return new TrustAnchors(this, true);
    }

    public boolean takeAnyRoot() {
        return anyRoot;
    }

    /** For reports: {@code JVM cacerts (140)}, {@code root.pem (1)}; file names only, never where they are. */
    public List<String> sources() {
        return sources;
    }

    /** The anchor that is this very certificate. */
    public Optional<Anchor> of(X509Certificate certificate, Purpose purpose) {
        return named(certificate.getSubjectX500Principal(), purpose).stream()
                .filter(anchor -> anchor.is(certificate))
                .findFirst();
    }

    public List<Anchor> named(X500Principal subject, Purpose purpose) {
        return byPurpose.getOrDefault(purpose, Map.of()).getOrDefault(subject, List.of());
    }
}
