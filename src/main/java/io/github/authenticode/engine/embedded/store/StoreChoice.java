package io.github.authenticode.engine.embedded.store;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.StoreProblem;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The choice of one certificate among those of a store, with signtool's meaning of each selector: parts of names
 * regardless of case, and only certificates for code signing that are valid now and have their key.
 *
 * @param place how messages call the store
 */
record StoreChoice(StoreCertificateIdentity wanted, String place, Instant now) {
    StoreEntry among(List<StoreEntry> all) throws ProblemException {
        List<StoreEntry> matching = distinct(all.stream().filter(this::matches).toList());
        if (matching.isEmpty()) {
            throw new ProblemException(none(all));
        }
        List<StoreEntry> suitable =
                matching.stream().filter(e -> e.isForCode() && e.isValid(now)).toList();
        if (suitable.isEmpty()) {
            throw new ProblemException(unsuitable(matching));
        }
        List<StoreEntry> usable = suitable.stream().filter(StoreEntry::hasKey).toList();
        if (usable.isEmpty()) {
            throw new ProblemException(withoutKey(suitable));
        }
        if (usable.size() > 1 && !wanted.automatic()) {
            throw new ProblemException(several(usable));
        }
        return usable.stream()
                .max(Comparator.comparing(e -> e.certificate().getNotAfter()))
                .orElseThrow();
    }

    /** Each certificate once, with its key if it has one under any alias. */
    private static List<StoreEntry> distinct(List<StoreEntry> entries) {
        Map<String, StoreEntry> byThumbprint = new LinkedHashMap<>();
        entries.forEach(e -> byThumbprint.merge(e.thumbprint(), e, (a, b) -> a.hasKey() ? a : b));
        return List.copyOf(byThumbprint.values());
    }

    private boolean matches(StoreEntry entry) {
        X500Principal last = entry.chain().get(entry.chain().size() - 1).getSubjectX500Principal();
        return wanted.thumbprint().map(entry.thumbprint()::equals).orElse(true)
                && contains(entry.certificate().getSubjectX500Principal(), wanted.subject())
                && contains(entry.certificate().getIssuerX500Principal(), wanted.issuer())
                && contains(last, wanted.root())
                && wanted.friendlyName().map(entry::isCalled).orElse(true);
    }

    private static boolean contains(X500Principal name, Optional<String> part) {
        return part.map(p -> name.getName().toLowerCase(Locale.ROOT).contains(p.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private Problem none(List<StoreEntry> all) {
        return Problem.of(
                StoreProblem.STORE_NO_CERTIFICATE,
                "The store " + place + " has no certificate that matches <storeCertificate>; "
                        + (all.isEmpty() ? "it is empty." : "it has " + list(all) + "."),
                "Correct <storeCertificate>, and run the build as the Windows user who owns the certificate; certificates of the"
                        + " machine need <machineStore>true</machineStore>.");
    }

    private Problem unsuitable(List<StoreEntry> matching) {
        boolean expired = matching.stream().anyMatch(StoreEntry::isForCode);
        return Problem.of(
                StoreProblem.STORE_CERTIFICATE_UNSUITABLE,
                "In the store " + place + ", "
                        + (expired
                                ? "no certificate that matches is valid now"
                                : "no certificate that" + " matches is for code signing")
                        + ": " + list(matching) + ".",
                expired
                        ? "Renew the certificate, or correct the machine's clock."
                        : "Use a certificate with the extended key usage Code Signing (1.3.6.1.5.5.7.3.3).");
    }

    private Problem withoutKey(List<StoreEntry> suitable) {
        return Problem.of(
                StoreProblem.STORE_CERTIFICATE_WITHOUT_KEY,
                "The store " + place + " has the certificate without its private key: " + list(suitable) + ".",
                "Import the certificate together with its private key (certutil "
                        + (wanted.machineStore() ? "" : "-user ")
                        + "-importPFX FILE), plug in the token that has it, or run the"
                        + " build as the Windows user who owns it.");
    }

    private Problem several(List<StoreEntry> usable) {
        return Problem.of(
                StoreProblem.STORE_MANY_CERTIFICATES,
                "The store " + place + " has " + usable.size() + " certificates that match <storeCertificate>: "
                        + list(usable) + ".",
                "Name the one you mean by its <thumbprint>, which is the certificate's SHA-1 and no digest of files, or set"
                        + " <automatic> to take the one valid longest.");
    }

    private static String list(List<StoreEntry> entries) {
        return distinct(entries).stream().map(StoreEntry::words).collect(Collectors.joining("; "));
    }
}
