package io.github.authenticode.verify;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** The certificates at which a chain may end, and where they came from. Immutable. */
public final class TrustAnchors {
    private final Set<X509Certificate> certificates;
    private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();
    private final List<String> sources;

    private TrustAnchors(List<RootSource> found) {
        Set<X509Certificate> all = new LinkedHashSet<>();
        found.forEach(source -> all.addAll(source.certificates()));
        certificates = Collections.unmodifiableSet(all);
        certificates.forEach(c -> bySubject
                .computeIfAbsent(c.getSubjectX500Principal(), s -> new ArrayList<>())
                .add(c));
        sources = found.stream().map(RootSource::label).toList();
    }

    /**
     * Reads trusted certificates.
     *
     * @param roots PEM or DER files, PKCS#12 or JKS keystores whose certificates can be read without a password (or with
     *     {@code changeit}), and folders of these; empty means the roots of the JVM and of the operating system
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
        TrustAnchors anchors = new TrustAnchors(found);
        if (problems.isEmpty() && anchors.certificates.isEmpty()) {
            problems.add(Problem.of(
                    "no-trusted-roots",
                    "Neither the JVM nor the operating system has any trusted root certificate.",
                    "Name the root certificates in <trustedRoots>."));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return anchors;
    }

    public Collection<X509Certificate> certificates() {
        return certificates;
    }

    /** For reports: {@code JVM cacerts (140)}, {@code root.pem (1)}; file names only, never where they are. */
    public List<String> sources() {
        return sources;
    }

    boolean contains(X509Certificate certificate) {
        return certificates.contains(certificate);
    }

    List<X509Certificate> withSubject(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }
}
