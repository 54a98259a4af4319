package io.github.authenticode.verify.roots;

import io.github.authenticode.verify.naming.Purpose;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Trusted roots from one place.
 *
 * @param name a file name, or what the store is called; no path
 * @param purposes what its roots are trusted for
 * @param flaw empty, or why the source gave less than it should have
 */
public record RootSource(String name, List<Anchor> anchors, Set<Purpose> purposes, String flaw) {
    public RootSource {
        anchors = List.copyOf(anchors);
        purposes = Set.copyOf(purposes);
    }

    /** Roots trusted for everything. */
    static RootSource of(String name, Collection<X509Certificate> certificates) {
        return of(name, certificates, EnumSet.allOf(Purpose.class));
    }

    static RootSource of(String name, Collection<X509Certificate> certificates, Set<Purpose> purposes) {
        return new RootSource(
                name, certificates.stream().map(c -> Anchor.of(c, name)).toList(), purposes, "");
    }

    RootSource withFlaw(String reason) {
        return new RootSource(name, anchors, purposes, flaw.isEmpty() ? reason : flaw + "; " + reason);
    }

    List<X509Certificate> certificates() {
        return anchors.stream().flatMap(a -> a.certificate().stream()).toList();
    }

    String label() {
        return name + " (" + anchors.size() + (flaw.isEmpty() ? "" : "; " + flaw) + ")";
    }
}
