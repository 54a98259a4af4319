package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.online.FileBudget;
import io.github.authenticode.verify.online.Revocations;
import io.github.authenticode.verify.online.revocation.Issuer;
import io.github.authenticode.verify.online.revocation.RevocationStatus;
import io.github.authenticode.verify.roots.Anchor;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationFinding.Status;
import io.github.authenticode.verify.verdict.RevocationSource;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules on whether the revocation of a certificate undoes a signature. A signature stays valid if a timestamp that
 * can be relied upon shows that it was made before; a timestamp itself, if its authority's key was not in wrong hands
 * (RFC 3161, 4), since who has it can write any date.
 */
public final class RevocationRules {
    private final Revocations revocations;
    private final RevocationMode mode;
    private final FileBudget budget;
    private final List<RevocationFinding> findings = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    RevocationRules(Revocations revocations, RevocationMode mode, FileBudget budget) {
        this.revocations = revocations;
        this.mode = mode;
        this.budget = budget;
    }

    /** The result for all certificates of a chain. */
    public record Result(List<RevocationFinding> findings, List<Violation> violations) {
        public Result {
            findings = List.copyOf(findings);
            violations = List.copyOf(violations);
        }
    }

    /**
     * Asks after every certificate but the trusted one.
     *
     * @param chain trusted, with what it leads to
     * @param proven when the signature existed at the latest; absent if nothing proves it
     */
    Result check(PathValidator.Chain chain, Anchor anchor, Purpose purpose, Optional<Instant> proven) {
        List<X509Certificate> certificates = chain.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            X509Certificate certificate = certificates.get(i);
            if (anchor.is(certificate)) {
                continue;
            }
            Issuer issuer = i + 1 < certificates.size()
                    ? Issuer.of(certificates.get(i + 1))
                    : new Issuer(anchor.subject(), anchor.key(), anchor.certificate());
            judge(certificate, standing(certificate, issuer), purpose, proven);
        }
        return new Result(findings, violations);
    }

    private RevocationStatus standing(X509Certificate certificate, Issuer issuer) {
        try {
            return revocations.of(certificate, issuer, budget);
        } catch (InterruptedException e) {
            // Whoever asked for the verdict looks at the flag, and throws the verdict away.
            Thread.currentThread().interrupt();
            return new RevocationStatus.Unknown(true, "the build was interrupted");
        }
    }

    private void judge(
            X509Certificate certificate, RevocationStatus standing, Purpose purpose, Optional<Instant> proven) {
        if (standing instanceof RevocationStatus.Good good) {
            add(certificate, Status.GOOD, Optional.of(good.source()), Optional.empty(), "");
        } else if (standing instanceof RevocationStatus.Revoked revoked) {
            boolean forgeable = purpose == Purpose.TIMESTAMPING && revoked.compromised();
            boolean undone = forgeable || proven.isEmpty() || !proven.get().isBefore(revoked.since());
            Status status = undone ? Status.REVOKED : Status.REVOKED_LATER;
            add(certificate, status, Optional.of(revoked.source()), Optional.of(revoked.since()), revoked.reason());
            if (undone) {
                violations.add(new Violation(
                        ViolationCode.CERT_E_REVOKED,
                        "The certificate \"" + Names.of(certificate) + "\" was revoked as of " + revoked.since() + " ("
                                + revoked.reason() + ")" + consequence(purpose, forgeable, proven)));
            }
        } else if (standing instanceof RevocationStatus.Unknown unknown) {
            String why = Names.printable(unknown.why());
            add(certificate, Status.UNKNOWN, Optional.empty(), Optional.empty(), why);
            if (mode == RevocationMode.HARD) {
                violations.add(unknown(certificate, unknown.hasSource(), why));
            }
        }
    }

    private static String consequence(Purpose purpose, boolean forgeable, Optional<Instant> proven) {
        if (purpose == Purpose.TIMESTAMPING) {
            return (forgeable ? ", so that its timestamps prove nothing" : ", before the timestamp was made")
                    + ". Timestamp the file anew.";
        }
        return proven.map(p -> ", and the signature is of " + p)
                        .orElse(", and no timestamp shows that the signature is older")
                + ". Do not use the file, and sign it with another certificate if it is yours.";
    }

    private static Violation unknown(X509Certificate certificate, boolean hasSource, String why) {
        return new Violation(
                hasSource ? ViolationCode.CRYPT_E_REVOCATION_OFFLINE : ViolationCode.CRYPT_E_NO_REVOCATION_CHECK,
                "Nobody could tell whether the certificate \"" + Names.of(certificate) + "\" is revoked: " + why
                        + ". Let this machine reach its authority, or set <revocation> to soft.");
    }

    private void add(
            X509Certificate certificate,
            Status status,
            Optional<RevocationSource> source,
            Optional<Instant> since,
            String words) {
        findings.add(new RevocationFinding(
                CertificateInfo.sha256(certificate), Names.of(certificate), status, source, since, words));
    }
}
