package io.github.authenticode.verify.roots;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * From when on a root counts no more. Microsoft seldom takes one off its list: what was signed and timestamped before
 * stays good (Microsoft Learn, "Release notes - Microsoft Trusted Root Certificate Program", NotBefore and Disable).
 *
 * @param issuedBefore a certificate issued at that time or later does not count
 * @param until nothing that was signed or timestamped at that time or later counts
 */
public record RootWithdrawal(Optional<Instant> issuedBefore, Optional<Instant> until) {
    static final RootWithdrawal NONE = new RootWithdrawal(Optional.empty(), Optional.empty());

    /**
     * Why the root does not count for a certificate, as the end of a sentence; empty if it does.
     *
     * @param leaf the certificate that signed
     * @param at when it signed
     */
    public Optional<String> objection(X509Certificate leaf, Instant at) {
        Instant issued = leaf.getNotBefore().toInstant();
        if (issuedBefore.filter(end -> !issued.isBefore(end)).isPresent()) {
            return Optional.of("Microsoft trusts for certificates issued before " + day(issuedBefore.get())
                    + "; this one was issued on " + issued);
        }
        if (until.filter(end -> !at.isBefore(end)).isPresent()) {
            return Optional.of(
                    "Microsoft trusts for what was signed before " + day(until.get()) + "; it was judged at " + at);
        }
        return Optional.empty();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
