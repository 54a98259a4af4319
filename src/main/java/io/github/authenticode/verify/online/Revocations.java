package io.github.authenticode.verify.online;

import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.revocation.Issuer;
import io.github.authenticode.verify.online.revocation.OcspAnswer;
import io.github.authenticode.verify.online.revocation.OcspQuestion;
import io.github.authenticode.verify.online.revocation.RevocationList;
import io.github.authenticode.verify.online.revocation.RevocationStatus;
import io.github.authenticode.verify.online.revocation.Unusable;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inquiry whether certificates are revoked: by OCSP where the certificate names a responder, and else, or if that
 * does not help, by its revocation lists. The answers are those of now, even where a signature is judged at another
 * time: one of that time is not to be had.
 *
 * <p>Only for certificates whose chain is trusted: then the addresses are those of a trusted authority. Safe for use by
 * several threads.
 */
public final class Revocations {
    private final Fetcher fetcher;
    private final Clock clock;
    private final OnlineMemory memory;

    public Revocations(Fetcher fetcher, OnlineMemory memory, Clock clock) {
        this.fetcher = fetcher;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Asks, or remembers.
     *
     * @param issuer whose key signed the certificate
     */
    public RevocationStatus of(X509Certificate certificate, Issuer issuer, FileBudget budget)
            throws InterruptedException {
        CertificateLinks links = CertificateLinks.of(certificate);
        List<String> why = new ArrayList<>(links.remarks());
        for (URI responder : links.ocsp()) {
            try {
                return byOcsp(OcspQuestion.of(certificate, issuer), responder, budget);
            } catch (IOException e) {
                why.add("OCSP at " + PublicUrl.of(responder) + ": " + e.getMessage());
            }
        }
        return byLists(certificate, issuer, links, why, budget);
    }

    private RevocationStatus byLists(
            X509Certificate certificate, Issuer issuer, CertificateLinks links, List<String> why, FileBudget budget)
            throws InterruptedException {
        for (URI address : links.lists()) {
            try {
                return list(issuer, address, budget).standing(certificate);
            } catch (IOException e) {
                why.add("revocation list at " + PublicUrl.of(address) + ": " + e.getMessage());
            }
        }
        boolean hasSource = !links.ocsp().isEmpty() || !links.lists().isEmpty();
        if (!hasSource) {
            why.add("the certificate names neither an OCSP responder nor a revocation list to be asked over http");
        }
        return new RevocationStatus.Unknown(hasSource, String.join("; ", why));
    }

    private RevocationStatus byOcsp(OcspQuestion question, URI responder, FileBudget budget)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        OcspAnswer answer =
                memory.answers.get(question.key(responder), a -> a.source().isFresh(now), () -> {
                    OcspAnswer fresh = ask(question, responder, budget);
                    if (fresh.delegate().isPresent()) {
                        checkDelegate(fresh.delegate().get(), question.issuer(), budget);
                    }
                    return fresh;
                });
        return answer.standing();
    }

    /** By GET, which caches on the way can answer; by POST if the responder does not care for that. */
    private OcspAnswer ask(OcspQuestion question, URI responder, FileBudget budget)
            throws IOException, InterruptedException {
        memory.silence.check(responder);
        try {
            return answered(question, responder, budget);
        } catch (Fetcher.NoAnswerException e) {
            memory.silence.note(responder);
            throw e;
        }
    }

    private OcspAnswer answered(OcspQuestion question, URI responder, FileBudget budget)
            throws IOException, InterruptedException {
        Optional<URI> inUrl = question.inUrl(responder);
        if (inUrl.isPresent()) {
            try {
                return OcspAnswer.read(
                        fetch(Kind.OCSP, inUrl.get(), Optional.empty(), budget), question, responder, clock.instant());
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).matches("HTTP 4\\d\\d|it says malformedRequest")) {
                    throw e;
                }
            }
        }
        byte[] answer = fetch(Kind.OCSP, responder, Optional.of(question.encoded()), budget);
        return OcspAnswer.read(answer, question, responder, clock.instant());
    }

    /**
     * By its lists alone, since a responder that vouches for itself says nothing. One that names no list is trusted
     * while it is valid.
     */
    private void checkDelegate(X509Certificate delegate, Issuer issuer, FileBudget budget)
            throws IOException, InterruptedException {
        CertificateLinks links = CertificateLinks.of(delegate);
        if (links.lists().isEmpty() && links.remarks().isEmpty()) {
            return;
        }
        int refusals = budget.refusals();
        RevocationStatus standing = byLists(delegate, issuer, links, new ArrayList<>(links.remarks()), budget);
        if (standing instanceof RevocationStatus.Revoked) {
            throw new Unusable("the certificate of the responder is revoked");
        }
        if (standing instanceof RevocationStatus.Unknown unknown) {
            if (budget.refusals() > refusals) {
                // Of this file alone: others, who get the same answer from memory, may still ask.
                throw new FileBudget.SpentException(unknown.why());
            }
            throw new Unusable(
                    "nobody can tell whether the certificate of the responder is revoked (" + unknown.why() + ")");
        }
    }

    private RevocationList list(Issuer issuer, URI address, FileBudget budget)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        return memory.lists.get(
                OcspQuestion.keyOf(issuer) + " " + address,
                list -> list.source().isFresh(now),
                () -> RevocationList.read(fetch(Kind.CRL, address, Optional.empty(), budget), issuer, address, now));
    }

    private byte[] fetch(Kind kind, URI address, Optional<byte[]> query, FileBudget budget)
            throws IOException, InterruptedException {
        budget.spend(kind, address);
        try {
            return fetcher.fetch(kind, address, query);
        } catch (Fetcher.NoAnswerException e) {
            budget.unanswered(kind, address);
            throw e;
        }
    }
}
