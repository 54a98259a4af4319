package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.TestAuthority;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.Policy;
import io.github.authenticode.report.ConsoleStory;
import io.github.authenticode.report.FailureMessage;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.Report;
import io.github.authenticode.report.Reports;
import io.github.authenticode.run.VerificationRun;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.TrustAnchors;
import io.github.authenticode.verify.VerifiedFile;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Verifies the Authenticode signatures of files: digest, signature, certificate, chain, timestamp and publisher. It needs
 * no Windows and changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class VerifyMojo extends AuthenticodeMojo {
    /**
     * Skips this goal alone and leaves the other one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.verify.skip", defaultValue = "false")
    boolean skipVerify;

    @Inject
    VerifyMojo(MavenProjectHelper projectHelper) {
        super(projectHelper);
    }

    @Override
    boolean skipsGoal() {
        return skipVerify;
    }

    @Override
    void work(Findings findings, Account account)
            throws MojoExecutionException, MojoFailureException, InterruptedException {
        List<VerifiedFile> results;
        try {
            Optional<Identity.TestCertificate> test = testIdentity();
            List<PlannedFile> files = select(findings);
            Policy policy = policy(true, test, findings);
            int threads = new OptionsReader(findings).atLeastOne("<concurrency>", concurrency);
            findings.throwIfAny();
            if (files.isEmpty()) {
                getLog().info("No file to verify.");
                return;
            }
            if (test.isPresent()) {
                TestAuthority.open(test.get().folder(), Clock.systemUTC());
            }
            TrustAnchors anchors = TrustAnchors.load(policy.trustedRoots());
            PolicyFacts facts = PolicyFacts.of(policy, anchors.sources());
            account.judgedBy(facts);
            ConsoleStory.verificationStarts(facts, test.isPresent(), files.size())
                    .forEach(getLog()::info);
            VerificationRun run = new VerificationRun(
                    new AuthenticodeVerifier(policy, anchors, Clock.systemUTC()), Clock.systemUTC());
            results = run.run(
                    files,
                    threads,
                    (position, total, file) ->
                            ConsoleStory.file(position, total, file).forEach(getLog()::info));
        } catch (ProblemException e) {
            publish(Reports.verification(account.ended(e.problems()), List.of()));
            // Without its cause, whose message Maven would print a second time.
            throw new MojoExecutionException(FailureMessage.verification(e.problems(), List.of()));
        }
        getLog().info(ConsoleStory.verificationEnds(results, account.duration()));
        Report report = Reports.verification(account.ended(List.of()), results);
        publish(report);
        if (report.outcome() == Report.Outcome.FAILED) {
            throw new MojoFailureException(FailureMessage.verification(List.of(), results));
        }
    }
}
