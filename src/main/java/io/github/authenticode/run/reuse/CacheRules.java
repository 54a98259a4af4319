package io.github.authenticode.run.reuse;

import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which a good signature is also the one that would be made now. The policy may accept many publishers;
 * whoever can write to a shared cache must not be able to slip in the signature of another one.
 *
 * @param signer the certificate that would sign now, where it is known
 */
public record CacheRules(SignatureOptions options, Optional<X509Certificate> signer) {
    /** What time and policies do not do to a signature. */
    private static final Set<ViolationCode> TAMPERED = EnumSet.of(
            ViolationCode.TRUST_E_NOSIGNATURE,
            ViolationCode.TRUST_E_BAD_DIGEST,
            ViolationCode.TRUST_E_CERT_SIGNATURE,
            ViolationCode.TRUST_E_NO_SIGNER_CERT,
            ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
            ViolationCode.CRYPT_E_BAD_ENCODE);

    static boolean isTampered(List<Violation> violations) {
        return violations.stream().anyMatch(v -> TAMPERED.contains(v.code()));
    }

    static boolean isExpired(List<Violation> violations) {
        return violations.stream().allMatch(v -> v.code() == ViolationCode.CERT_E_EXPIRED);
    }

    /** Whether the signature that was added says what the plan says, and nothing else was added. */
    boolean suits(FileTask task, Verdict verdict) {
        boolean append = options.appends(task.foreign());
        List<SignatureVerdict> added = verdict.signatures().stream()
                .filter(s -> !append || task.earlier().stream().noneMatch(old -> AcceptanceCheck.isSame(s, old)))
                .toList();
        return added.size() == 1 && isAsPlanned(added.get(0));
    }

    private boolean isAsPlanned(SignatureVerdict signature) {
        return signature.digestAlgorithm().equals(options.digest().jcaName())
                && signature.description().equals(options.description())
                && signature.url().equals(options.url().map(Object::toString))
                && signature.timestamp().isPresent() == options.timestamping().enabled()
                && signer.map(SignatureKey::sha256)
                        .map(known -> signature
                                .signer()
                                .filter(s -> s.sha256().equalsIgnoreCase(known))
                                .isPresent())
                        .orElse(true);
    }
}
