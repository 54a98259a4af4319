package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.signtool.verify.SigntoolVerifier;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.process.Machine;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.run.verification.OpinionRules;
import io.github.authenticode.run.verification.SecondOpinion;
import java.util.Optional;

/**
 * The decision whether signtool is asked for a second opinion, and what that counts for. It is not asked by itself
 * where it must come to another result: it judges as of now, and knows no roots but those of Windows.
 */
public record SecondOpinionSetup(
        Choice choice, Policy policy, boolean testCertificate, SigntoolSettings settings, Machine host) {
    /** The words of {@code <secondOpinion>}. */
    public enum Choice {
        AUTO,
        SIGNTOOL,
        NONE
    }

    /**
     * The result of setting it up.
     *
     * @param judge absent where none is asked; then the facts say why
     */
    public record Outcome(Optional<SecondOpinion> judge, SecondOpinionFacts facts) {}

    /** Finds what cannot be asked of signtool. */
    public void check(ConfigurationProblems findings) {
        if (choice == Choice.SIGNTOOL && policy.verifyAt().isPresent()) {
            findings.invalid(
                    "<secondOpinion>",
                    "signtool judges as of now and not as of <verifyAt>, so that the two exclude each other.",
                    "<secondOpinion>none</secondOpinion>");
        }
    }

    /** @throws ProblemException if signtool must be there and is not, or if the one that was named will not do */
    public Outcome open() throws ProblemException, InterruptedException {
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent()) {
            return notAsked(hindrance.get());
        }
        Optional<SigntoolVerifier> signtool = choice == Choice.SIGNTOOL
                ? Optional.of(SigntoolVerifier.open(settings, host))
                : SigntoolVerifier.find(settings, host);
        return signtool.map(this::asked).orElseGet(() -> notAsked("No signtool was found on this machine."));
    }

    private Optional<String> hindrance() {
        if (choice == Choice.NONE) {
            return Optional.of("<secondOpinion> is none.");
        }
        if (choice == Choice.SIGNTOOL) {
            return Optional.empty();
        }
        if (!host.windows()) {
            return Optional.of("The build does not run on Windows.");
        }
        if (testCertificate) {
            return Optional.of("Windows does not trust the test certificate.");
        }
        return policy.verifyAt().map(instant -> "signtool judges as of now and not as of <verifyAt>.");
    }

    private Outcome asked(SigntoolVerifier signtool) {
        Optional<String> roots = policy.trustedRoots().isEmpty()
                ? Optional.empty()
                : Optional.of(testCertificate ? "<testCertificate>" : "<trustedRoots>");
        OpinionRules comparison = new OpinionRules(choice == Choice.SIGNTOOL, policy.timestampRequired(), roots);
        SigntoolJudge judge = new SigntoolJudge(signtool);
        return new Outcome(
                Optional.of(new SecondOpinion(judge, comparison)),
                SecondOpinionFacts.asked(judge.name(), signtool.version()));
    }

    private Outcome notAsked(String reason) {
        host.debug().accept("No second opinion: " + reason);
        return new Outcome(Optional.empty(), SecondOpinionFacts.notAsked(reason));
    }
}
