package io.github.authenticode.verify;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.path.CertificateCache;
import io.github.authenticode.verify.path.OnlineQuestions;
import io.github.authenticode.verify.path.SignatureChecks;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.rules.LegacyDigests;
import io.github.authenticode.verify.rules.PackageRules;
import io.github.authenticode.verify.rules.SoundnessRules;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The judge: recomputes what a file's signatures claim, on any operating system, and lists every violation under the
 * name that Windows gives it. It is stricter than WinVerifyTrust by default: storage padding counts (CVE-2013-3900),
 * and SHA-1 does not pass.
 *
 * <p>Revocation is checked where {@link Online} says so. Safe for use by several threads.
 */
public final class AuthenticodeVerifier implements Verifier {
    private final Policy policy;
    private final TrustAnchors anchors;
    private final Clock clock;
    private final Opener opener;
    private final Online online;
    private final CertificateCache known;

    /** @param clock what "now" is, unless the policy asks to judge at another instant */
    public AuthenticodeVerifier(Policy policy, TrustAnchors anchors, Clock clock) {
        this(policy, anchors, clock, SignedContents::open);
    }

    AuthenticodeVerifier(Policy policy, TrustAnchors anchors, Clock clock, Opener opener) {
        this(policy, anchors, clock, opener, Online.NOBODY);
    }

    private AuthenticodeVerifier(Policy policy, TrustAnchors anchors, Clock clock, Opener opener, Online online) {
        this(policy, anchors, clock, opener, online, new CertificateCache());
    }

    private AuthenticodeVerifier(
            Policy policy, TrustAnchors anchors, Clock clock, Opener opener, Online online, CertificateCache known) {
        this.policy = policy;
        this.anchors = anchors;
        this.clock = clock;
        this.opener = opener;
        this.online = online;
        this.known = known;
    }

    /** The same verifier, which also asks others. */
    public AuthenticodeVerifier asking(Online others) {
        return new AuthenticodeVerifier(policy, anchors, clock, opener, others);
    }

    /**
     * A verifier that tells whether signatures are sound, by whomever: intact, well made and timestamped. What this
     * one's policy asks beyond the usual does not count, nor who issued the certificates.
     */
    @Override
    public Verifier ofSoundness() {
        return new AuthenticodeVerifier(
                policy.with(SoundnessRules.rules(policy.rules())), anchors.orAnyRoot(), clock, opener);
    }

    /** The opener of a file; a seam for tests. */
    @FunctionalInterface
    interface Opener {
        SignedContent open(Path file, FileFormat format) throws IOException;
    }

    @Override
    public Verdict verify(Path file, FileFormat format) {
        try {
            return graded(verdict(opener.open(file, format)));
        } catch (IOException | RuntimeException e) {
            return new Verdict(List.of(), List.of(unreadable(file, e)));
        } catch (StackOverflowError e) {
            // Of one file, in the depths of a library; the others still have to be judged and reported.
            return new Verdict(
                    List.of(),
                    List.of(new Violation(
                            ViolationCode.CRYPT_E_BAD_ENCODE,
                            "The file is damaged: it is nested too deeply to be read. Build and sign it again.")));
        }
    }

    @Override
    public Verdict verify(String name, Path file, FileFormat format) {
        Policy own = policy.forFile(name);
        return own.equals(policy)
                ? verify(file, format)
                : new AuthenticodeVerifier(own, anchors, clock, opener, online, known).verify(file, format);
    }

    /** The verdict without violations of rules that do not hold, the others with their severity. */
    private Verdict graded(Verdict verdict) {
        Rules rules = policy.rules();
        return new Verdict(
                verdict.signatures().stream()
                        .map(s -> s.with(Violation.under(rules, s.violations())))
                        .toList(),
                Violation.under(rules, verdict.fileViolations()));
    }

    private Verdict verdict(SignedContent content) {
        List<Violation> fileViolations = new ArrayList<>();
        if (content.signatures().isEmpty() && content.isSignable()) {
            fileViolations.add(new Violation(ViolationCode.TRUST_E_NOSIGNATURE, "The file is not signed. Sign it."));
        }
        fileViolations.addAll(content.storageViolations());
        Instant now = policy.verifyAt().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        VerificationContext conditions = new VerificationContext(
                policy, anchors, now, known, new SignatureChecks(known), OnlineQuestions.forFile(online));
        List<SignatureVerdict> signatures =
                LegacyDigests.judged(SignatureJudge.judge(content, conditions), policy.rules());
        policy.rules()
                .of(Rule.MAXIMUM_SIGNATURES)
                .flatMap(most -> PackageRules.signatures(signatures.size(), most.number()))
                .ifPresent(fileViolations::add);
        return new Verdict(signatures, fileViolations);
    }

    private static Violation unreadable(Path file, Exception e) {
        if (e instanceof NoSuchFileException) {
            return new Violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file does not exist.");
        }
        if (e instanceof AccessDeniedException) {
            return new Violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file may not be read. Check its permissions.");
        }
        if (isEmpty(file)) {
            return new Violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file is empty. Build it again.");
        }
        if (e instanceof MalformedFileException) {
            return new Violation(ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN, String.valueOf(e.getMessage()));
        }
        return e instanceof IOException
                ? new Violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file cannot be read: " + reason(e) + ".")
                : new Violation(ViolationCode.CRYPT_E_BAD_ENCODE, "The file is damaged: " + reason(e) + ".");
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : Names.printable(e.getMessage());
    }

    private static boolean isEmpty(Path file) {
        return file.toFile().length() == 0;
    }
}
