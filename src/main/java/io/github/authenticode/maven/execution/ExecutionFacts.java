package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.report.CheckFacts;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.RunFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.verify.verdict.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts that become known of one execution as it goes on, so that a report can be written however early it ends.
 * Any thread may tell it something, and ask.
 */
public final class ExecutionFacts {
    private final RunFacts.Origin origin;
    private final boolean testCertificate;
    private final Clock clock;
    private final Instant started;
    private final List<String> warnings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> archives = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Optional<SigningFacts> signing = Optional.empty();
    private Optional<PolicyFacts> policy = Optional.empty();
    private Optional<SecondOpinionFacts> secondOpinion = Optional.empty();
    private Optional<OnlineChecks> online = Optional.empty();
    private List<Check> checks = List.of();

    public ExecutionFacts(RunFacts.Origin origin, boolean testCertificate, Clock clock) {
        this.origin = origin;
        this.testCertificate = testCertificate;
        this.clock = clock;
        this.started = clock.instant();
    }

    public synchronized void signedBy(SigningFacts facts) {
        signing = Optional.of(facts);
    }

    public synchronized void judgedBy(PolicyFacts facts) {
        policy = Optional.of(facts);
    }

    /** Whom the verifier may ask. */
    public synchronized void asking(OnlineChecks checks) {
        online = Optional.of(checks);
    }

    /** What was looked into, or not, of all files alike. */
    public synchronized void checked(List<Check> made) {
        checks = List.copyOf(made);
    }

    public String pluginVersion() {
        return origin.plugin().version();
    }

    /** Keeps in mind what can only be done when the report is on the disk. */
    public synchronized void whenReported(Runnable step) {
        afterwards.add(step);
    }

    /** The report is on the disk. */
    void reported() {
        steps().forEach(Runnable::run);
    }

    private synchronized List<Runnable> steps() {
        return List.copyOf(afterwards);
    }

    public synchronized void warned(String warning) {
        warnings.add(warning);
    }

    /** The names of archives whose files were judged as well. */
    public synchronized void lookedInside(List<String> names) {
        archives.addAll(names);
    }

    /** What went wrong and must be told, whatever becomes of the files. */
    public synchronized void troubled(List<Problem> more) {
        problems.addAll(more);
    }

    /** Everything that {@link #troubled} was told. */
    synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    public synchronized void secondOpinion(SecondOpinionFacts facts) {
        secondOpinion = Optional.of(facts);
    }

    Duration duration() {
        return Duration.between(started, clock.instant());
    }

    /** The facts at the end, with the problems that concern no single file. */
    synchronized RunFacts ended() {
        return new RunFacts(
                origin,
                testCertificate,
                signing,
                policy,
                secondOpinion,
                online.map(o -> new CheckFacts(o, checks)),
                new RunFacts.Ending(clock.instant(), duration(), warnings, problems, archives));
    }
}
