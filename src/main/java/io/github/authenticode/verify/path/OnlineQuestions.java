package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.online.FileBudget;
import io.github.authenticode.verify.online.Intermediates;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.violation.Violation;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The questions to others while one signature is judged, with a note of each answer: the evidence is written from these
 * notes. Of one thread.
 */
public final class OnlineQuestions {
    private final Online online;
    private final FileBudget budget;
    private final List<Note> notes = new ArrayList<>();
    private final List<Fetch> fetches = new ArrayList<>();

    private OnlineQuestions(Online online, FileBudget budget) {
        this.online = online;
        this.budget = budget;
    }

    /**
     * A chain that was built and asked after.
     *
     * @param result absent where nobody was asked
     */
    public record Note(PathValidator.Chain chain, Purpose purpose, Optional<RevocationRules.Result> result) {}

    /** A certificate whose issuer was looked for elsewhere. */
    public record Fetch(X509Certificate of, Purpose purpose, Intermediates.Found found) {}

    public static OnlineQuestions forFile(Online online) {
        return new OnlineQuestions(online, new FileBudget());
    }

    OnlineQuestions forNextSignature() {
        return new OnlineQuestions(online, budget);
    }

    public RevocationMode mode() {
        return online.mode();
    }

    public boolean fetchesIntermediates() {
        return online.intermediates().isPresent();
    }

    public List<Note> notes() {
        return List.copyOf(notes);
    }

    public List<Fetch> fetches() {
        return List.copyOf(fetches);
    }

    /** Asks, unless that is off or the chain leads nowhere: then the addresses in it are those of a stranger. */
    public List<Violation> revocation(PathValidator.Chain chain, Purpose purpose, Optional<Instant> proven) {
        Optional<RevocationRules.Result> result = online.revocations()
                .flatMap(revocations -> chain.root()
                        .map(anchor -> new RevocationRules(revocations, mode(), budget)
                                .check(chain, anchor, purpose, proven)));
        notes.add(new Note(chain, purpose, result));
        return result.map(RevocationRules.Result::violations).orElse(List.of());
    }

    /** Candidates for the issuer of a certificate; empty if they may not be fetched, or none came. */
    List<X509Certificate> issuersOf(X509Certificate certificate, Purpose purpose) {
        if (online.intermediates().isEmpty()) {
            return List.of();
        }
        try {
            List<Intermediates.Found> found = online.intermediates().get().issuersOf(certificate, budget);
            found.forEach(f -> fetches.add(new Fetch(certificate, purpose, f)));
            return found.stream().flatMap(f -> f.certificates().stream()).toList();
        } catch (InterruptedException e) {
            // Whoever asked for the verdict looks at the flag, and throws the verdict away.
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** For the sentence on a missing issuer: where it could not be fetched from, and why; empty if nobody tried. */
    String failedFetches(X509Certificate certificate) {
        return fetches.stream()
                .filter(f -> f.of().equals(certificate))
                .flatMap(f ->
                        f.found().failure().map(why -> PublicUrl.of(f.found().address()) + ": " + why).stream())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "),
                        all -> all.isEmpty() ? "" : ", nor did it come from " + Names.printable(all)));
    }
}
