package io.github.authenticode.verify;

import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.OnlineQuestions;
import io.github.authenticode.verify.path.PathValidator;
import io.github.authenticode.verify.path.RevocationRules;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.roots.Anchor;
import io.github.authenticode.verify.rules.SignerTrust;
import io.github.authenticode.verify.timestamp.Timestamps;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Check.Kind;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.Evidence.Basis;
import io.github.authenticode.verify.verdict.Evidence.JudgedAt;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationFinding.Status;
import io.github.authenticode.verify.verdict.TimestampInfo;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The writer of how one signature was judged, from the notes that were taken. It judges nothing itself. */
record EvidenceWriter(VerificationContext conditions, Timestamps timestamps, Optional<X509Certificate> signer) {

    /** @param pageHashes whether the signature has any; empty for a format without */
    Evidence write(Digest fileDigest, Optional<Boolean> pageHashes) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.made(Kind.FILE_DIGEST, fileDigest.name() + " of the file was computed anew."));
        pageHashes.map(EvidenceWriter::pages).ifPresent(checks::add);
        checks.add(signer.map(s -> Check.made(Kind.SIGNATURE_VALUE, "By the key of " + quoted(s) + "."))
                .orElse(Check.notMade(Kind.SIGNATURE_VALUE, "The certificate that signed is not in the file.")));
        signer.map(s -> Check.made(Kind.SIGNER_CERTIFICATE, "Validity, purpose and key usage of " + quoted(s) + "."))
                .ifPresent(checks::add);
        chain(Kind.CHAIN, Purpose.CODE_SIGNING).forEach(checks::add);
        fetches().forEach(checks::add);
        checks.add(revocation(Kind.REVOCATION, Purpose.CODE_SIGNING));
        checks.addAll(timestamp());
        return new Evidence(judgedAt(), timestampChain(), checks, findings());
    }

    private static Check pages(boolean present) {
        return present
                ? Check.made(Kind.PAGE_HASHES, "The digests of the file's pages were computed anew.")
                : Check.notMade(
                        Kind.PAGE_HASHES, "The signature lists no digests of the file's pages; they are optional.");
    }

    private JudgedAt judgedAt() {
        Optional<Instant> proven = signer.flatMap(s -> SignerTrust.provenTime(s, timestamps));
        if (proven.isPresent()) {
            return new JudgedAt(
                    proven.get(), Basis.TIMESTAMP, "A trusted timestamp shows that the signature existed then.");
        }
        String why = signer.filter(SignerTrust::isForLifetime).isPresent()
                ? "The certificate has the purpose lifetime signing, which no timestamp extends"
                : timestamps.checks().isEmpty() ? "The signature has no timestamp" : "No timestamp can be relied upon";
        return conditions
                .policy()
                .verifyAt()
                .map(at -> new JudgedAt(at, Basis.VERIFY_AT, why + ", and <verifyAt> asks for this instant."))
                .orElseGet(() ->
                        new JudgedAt(conditions.now(), Basis.NOW, why + ", so that the clock of this machine counts."));
    }

    private List<Check> chain(Kind kind, Purpose purpose) {
        return notes(purpose).stream()
                .map(note -> Check.made(kind, way(note.chain())))
                .toList();
    }

    private String way(PathValidator.Chain chain) {
        String leaf = quoted(chain.certificates().get(0));
        Optional<Anchor> root = chain.root();
        if (root.isEmpty()) {
            return "From " + leaf + " to no trusted root.";
        }
        List<String> between = chain.certificates().stream()
                .skip(1)
                .filter(c -> !root.get().is(c))
                .map(this::quoted)
                .toList();
        return "From " + leaf + (between.isEmpty() ? "" : " by " + String.join(", ", between))
                + " to the trusted root \"" + Names.of(root.get().subject()) + "\" ("
                + root.get().source() + ").";
    }

    private List<Check> fetches() {
        OnlineQuestions questions = conditions.questions();
        if (!questions.fetchesIntermediates()) {
            return List.of(Check.notMade(Kind.FETCHED_INTERMEDIATES, "<fetchIntermediates> is off."));
        }
        if (questions.fetches().isEmpty()) {
            return List.of(Check.notMade(Kind.FETCHED_INTERMEDIATES, "No certificate was missing."));
        }
        return questions.fetches().stream()
                .map(f -> f.found()
                        .failure()
                        .map(why -> Check.notMade(
                                Kind.FETCHED_INTERMEDIATES,
                                "The issuer of " + quoted(f.of()) + " did not come from "
                                        + PublicUrl.of(f.found().address()) + ": " + Names.printable(why) + "."))
                        .orElseGet(() -> Check.made(
                                Kind.FETCHED_INTERMEDIATES,
                                "The issuer of " + quoted(f.of()) + " came from "
                                        + PublicUrl.of(f.found().address()) + ".")))
                .toList();
    }

    private List<Check> timestamp() {
        if (timestamps.checks().isEmpty()) {
            return List.of(Check.notMade(Kind.TIMESTAMP, "The signature has no timestamp."));
        }
        List<Check> checks = new ArrayList<>();
        timestamps
                .checks()
                .forEach(t -> checks.add(t.info()
                        .map(i -> Check.made(
                                Kind.TIMESTAMP, i.kind() + ", " + i.digestAlgorithm() + ", of " + i.time() + "."))
                        .orElse(Check.notMade(Kind.TIMESTAMP, "It cannot be read."))));
        checks.addAll(chain(Kind.TIMESTAMP_CHAIN, Purpose.TIMESTAMPING));
        checks.add(revocation(Kind.TIMESTAMP_REVOCATION, Purpose.TIMESTAMPING));
        return checks;
    }

    private List<CertificateInfo> timestampChain() {
        Optional<CertificateInfo> authority = timestamps.shown().flatMap(TimestampInfo::authority);
        return notes(Purpose.TIMESTAMPING).stream()
                .map(n -> n.chain().certificates().stream()
                        .map(conditions.known()::info)
                        .toList())
                .filter(chain -> Optional.of(chain.get(0)).equals(authority))
                .findFirst()
                .orElse(List.of());
    }

    private Check revocation(Kind kind, Purpose purpose) {
        if (conditions.questions().mode() == RevocationMode.OFF) {
            return Check.notMade(kind, "<revocation> is off.");
        }
        List<RevocationRules.Result> results =
                notes(purpose).stream().flatMap(n -> n.result().stream()).toList();
        if (results.isEmpty()) {
            return Check.notMade(kind, "No chain leads to a trusted root, so that nobody was asked.");
        }
        List<RevocationFinding> findings =
                results.stream().flatMap(r -> r.findings().stream()).toList();
        String unknown = findings.stream()
                .filter(f -> f.status() == Status.UNKNOWN)
                .map(f -> "\"" + f.name() + "\" (" + f.words() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Check.made(kind, counted(findings))
                : Check.notMade(kind, "Nobody could tell of " + unknown + ".");
    }

    private static String counted(List<RevocationFinding> findings) {
        if (findings.isEmpty()) {
            return "The certificate is trusted itself: nobody stands above it who could revoke it.";
        }
        long revoked = findings.stream().filter(f -> f.status() != Status.GOOD).count();
        String asked = findings.size() + (findings.size() == 1 ? " certificate" : " certificates") + " asked after, ";
        String sources = findings.stream()
                .flatMap(f -> f.source().stream())
                .map(s -> s.kind())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return asked + (revoked == 0 ? "none" : revoked) + " revoked (" + sources + ").";
    }

    private List<RevocationFinding> findings() {
        return conditions.questions().notes().stream()
                .sorted(java.util.Comparator.comparing(OnlineQuestions.Note::purpose))
                .flatMap(n -> n.result().stream())
                .flatMap(r -> r.findings().stream())
                .distinct()
                .toList();
    }

    private List<OnlineQuestions.Note> notes(Purpose purpose) {
        return conditions.questions().notes().stream()
                .filter(n -> n.purpose() == purpose)
                .toList();
    }

    private String quoted(X509Certificate certificate) {
        return "\"" + conditions.known().name(certificate) + "\"";
    }
}
