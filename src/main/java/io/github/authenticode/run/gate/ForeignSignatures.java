package io.github.authenticode.run.gate;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The search for signatures of other publishers. One is sound if the file is what he signed, and if a timestamp keeps
 * that true; whether this machine knows the root that his certificate leads to makes no difference to what would be
 * lost.
 *
 * @param judge of soundness
 */
public record ForeignSignatures(OwnPublisher ownPublisher, GuardedVerifier judge) {

    /** Whether there can be any: if not, nobody needs to look. */
    public boolean mayBe() {
        return ownPublisher.isKnown();
    }

    /** The subjects of other publishers, whatever their signatures are worth. */
    public List<String> subjects(Verdict verdict) {
        return signers(verdict.signatures())
                .map(CertificateInfo::subject)
                .distinct()
                .toList();
    }

    private Stream<CertificateInfo> signers(List<SignatureVerdict> signatures) {
        return signatures.stream().flatMap(s -> s.signer().stream()).filter(ownPublisher::isForeign);
    }

    /** Whether a good signature of one's own stands beside. */
    public boolean areAccompanied(Verdict verdict) {
        return verdict.signatures().stream()
                .filter(s -> s.signer().filter(c -> !ownPublisher.isForeign(c)).isPresent())
                .anyMatch(s -> s.errors().isEmpty());
    }

    /** The subject of the first other publisher whose signature is sound. */
    public Optional<String> sound(PlannedFile file, Verdict verdict) throws InterruptedException {
        if (signers(verdict.signatures()).findAny().isEmpty()) {
            return Optional.empty();
        }
        boolean good = verdict.isTrusted()
                && verdict.signatures().stream().allMatch(s -> s.timestamp().isPresent());
        Verdict judged = good ? verdict : judge.verdict(file);
        boolean damaged = judged.fileViolations().stream().anyMatch(v -> v.isError());
        return damaged
                ? Optional.empty()
                : signers(judged.signatures().stream()
                                .filter(s -> s.errors().isEmpty())
                                .toList())
                        .map(CertificateInfo::subject)
                        .findFirst();
    }
}
