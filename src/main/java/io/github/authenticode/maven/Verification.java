package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.TestAuthority;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.Policy;
import io.github.authenticode.report.ConsoleStory;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.run.Inside;
import io.github.authenticode.run.VerificationRun;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Catalogs;
import io.github.authenticode.verify.TrustAnchors;
import io.github.authenticode.verify.VerifiedFile;
import io.github.authenticode.verify.Verifier;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Holds files against a policy, and tells the console and the account of it.
 *
 * @param test the test certificate, whose root the policy then trusts
 */
record Verification(Subjects subjects, Policy policy, Optional<Identity.TestCertificate> test, int threads, Log log) {

    List<VerifiedFile> run(Consultation consultation, Account account) throws ProblemException, InterruptedException {
        Clock clock = Clock.systemUTC();
        if (test.isPresent()) {
            TestAuthority.open(test.get().folder(), clock);
        }
        TrustAnchors anchors = TrustAnchors.load(policy.trustedRoots());
        PolicyFacts facts = PolicyFacts.of(policy, anchors.sources());
        account.judgedBy(facts);
        Consultation.Outcome asked = consultation.open();
        account.secondOpinion(asked.facts());
        Verifier verifier = new AuthenticodeVerifier(policy, anchors, clock);
        Catalogs catalogs = Catalogs.load(subjects.catalogs(), verifier);
        account.troubled(catalogs.problems());
        VerificationRun run = new VerificationRun(catalogs.beside(verifier), asked.judge(), clock);
        List<VerifiedFile> results = subjects.judged(inside -> lookedInside(inside, account), files -> {
            ConsoleStory.verificationStarts(facts, test.isPresent(), files.size())
                    .forEach(log::info);
            ConsoleStory.secondOpinion(asked.facts()).forEach(log::info);
            return run.run(
                    files,
                    threads,
                    (position, total, file) ->
                            ConsoleStory.file(position, total, file).forEach(log::info));
        });
        asked.judge().stream()
                .flatMap(j -> j.comparison().warnings(results).stream())
                .forEach(warning -> warn(account, warning));
        return results;
    }

    private void lookedInside(Inside inside, Account account) {
        log.info(ConsoleStory.lookedInside(inside.archives(), inside.found()));
        account.troubled(inside.problems());
        inside.warning().ifPresent(warning -> warn(account, warning));
    }

    private void warn(Account account, String warning) {
        account.warned(warning);
        log.warn(warning);
    }
}
