package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.ExecutionState;
import io.github.authenticode.maven.execution.ProgressScreen;
import io.github.authenticode.maven.execution.SecondOpinionSetup;
import io.github.authenticode.maven.files.VerificationInputs;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.console.ProgressDisplay;
import io.github.authenticode.run.archive.ArchiveContents;
import io.github.authenticode.run.verification.VerificationRun;
import io.github.authenticode.verify.Advice;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.catalog.Bundles;
import io.github.authenticode.verify.catalog.Catalogs;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Check.Kind;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * The verification of files against a policy; it tells the console and the account of it.
 *
 * @param test the test certificate, whose root the policy then trusts
 * @param online whom the verifier may ask
 * @param style how progress is shown
 */
record VerificationExecution(
        VerificationInputs inputs,
        Policy policy,
        Optional<TestCertificateIdentity> test,
        Online online,
        int threads,
        Log log,
        ProgressDisplay.Style style) {

    List<VerifiedFile> run(
            SecondOpinionSetup secondOpinionSetup, ExecutionFacts account, ExecutionState<VerifiedFile> executionState)
            throws ProblemException, InterruptedException {
        Clock clock = Clock.systemUTC();
        if (test.isPresent()) {
            TestAuthority.open(test.get().folder(), clock);
        }
        TrustAnchors anchors = TrustAnchors.load(policy.trustedRoots());
        PolicyFacts facts = PolicyFacts.of(policy, anchors.sources());
        account.judgedBy(facts);
        SecondOpinionSetup.Outcome asked = secondOpinionSetup.open();
        account.secondOpinion(asked.facts());
        List<Check> checks = List.of(catalogCheck(), archiveCheck(), secondOpinionCheck(asked.facts()));
        account.checked(checks);
        Verifier verifier = inputs.odd().beside(new AuthenticodeVerifier(policy, anchors, clock).asking(online));
        Catalogs catalogs = Catalogs.load(inputs.catalogs(), verifier);
        account.troubled(catalogs.problems());
        Bundles bundles = new Bundles();
        VerificationRun run = new VerificationRun(bundles.beside(catalogs.beside(verifier)), asked.judge(), clock)
                .with(Advice.under(policy));
        List<VerifiedFile> results = inputs.judged(inside -> lookedInside(inside, bundles, account), files -> {
            executionState.expect(files);
            ConsoleLines.verificationStarts(facts, test.isPresent(), files.size())
                    .forEach(log::info);
            ConsoleLines.secondOpinion(asked.facts()).forEach(log::info);
            try (ProgressScreen screen = ProgressScreen.open(style, log, clock, files.size())) {
                return run.run(files, threads, screen.ofVerification(executionState::done));
            }
        });
        asked.judge().stream()
                .flatMap(j -> j.comparison().warnings(results).stream())
                .forEach(warning -> warn(account, warning));
        ConsoleLines.notChecked(checks, results).ifPresent(log::info);
        WatchedFolderCheck watch = new WatchedFolderCheck(
                inputs.base(),
                policy,
                other -> catalogs.beside(new AuthenticodeVerifier(other, anchors, clock).asking(online)),
                threads,
                log);
        return watch.after(inputs.files(), results, account);
    }

    private Check catalogCheck() {
        int count = inputs.catalogs().size();
        return count == 0
                ? Check.notMade(
                        Kind.CATALOG, "<catalogs> names none, and those installed in Windows are not consulted.")
                : Check.made(
                        Kind.CATALOG,
                        "Files without a signature were looked for in " + count
                                + (count == 1 ? " catalog." : " catalogs."));
    }

    private Check archiveCheck() {
        return inputs.unpackIn().isEmpty()
                ? Check.notMade(Kind.ARCHIVE_CONTENT, "<lookInside> is off.")
                : Check.made(Kind.ARCHIVE_CONTENT, "Archives were looked into; cabinets and installers are not.");
    }

    private static Check secondOpinionCheck(SecondOpinionFacts facts) {
        return facts.judge()
                .map(judge -> Check.made(Kind.SECOND_OPINION, judge + " judges as well."))
                .orElseGet(
                        () -> Check.notMade(Kind.SECOND_OPINION, facts.reason().orElse("None was asked.")));
    }

    private void lookedInside(ArchiveContents inside, Bundles bundles, ExecutionFacts account) {
        bundles.add(inside.bundled());
        log.info(ConsoleLines.lookedInside(inside.archives().size(), inside.found()));
        account.lookedInside(inside.archives());
        account.troubled(inside.problems());
        inside.warning().ifPresent(warning -> warn(account, warning));
    }

    private void warn(ExecutionFacts account, String warning) {
        account.warned(warning);
        log.warn(warning);
    }
}
