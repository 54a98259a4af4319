package io.github.authenticode.run.verification;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.work.ResultCollector;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The matcher of what two judges say of each file, which passes it on as soon as both have spoken. */
final class OpinionMatcher {
    private final SecondOpinion second;
    private final ResultCollector<VerifiedFile> collector;
    private final Map<Integer, VerifiedFile> ours = new HashMap<>();
    private final Map<Integer, Opinion> theirs = new HashMap<>();
    private final Set<Integer> paired = new HashSet<>();

    OpinionMatcher(SecondOpinion second, ResultCollector<VerifiedFile> collector) {
        this.second = second;
        this.collector = collector;
    }

    /**
     * Asks the second judge of every file. It stays without consequence for other files if it crashes or forgets one.
     */
    void ask(List<PlannedFile> files) throws InterruptedException {
        String reason = "it said nothing of the file";
        try {
            second.judge().judge(files, this::judged);
        } catch (RuntimeException e) {
            reason = "it crashed with " + e;
        }
        Workers.checkInterrupted();
        for (int index = 0; index < files.size(); index++) {
            judged(index, nothingSaid(reason));
        }
    }

    synchronized void verified(int index, VerifiedFile file) {
        ours.put(index, file);
        pair(index);
    }

    private synchronized void judged(int index, Opinion opinion) {
        if (theirs.putIfAbsent(index, opinion) == null) {
            pair(index);
        }
    }

    private void pair(int index) {
        VerifiedFile file = ours.get(index);
        Opinion opinion = theirs.get(index);
        if (file != null && opinion != null && paired.add(index)) {
            collector.add(index, file.with(opinion, second.comparison().problems(file.verdict(), opinion)));
        }
    }

    private Opinion nothingSaid(String reason) {
        String name = second.judge().name();
        Problem problem = Problem.of(
                VerificationProblem.SECOND_JUDGE_FAILED,
                "The file could not be judged by " + name + ": " + reason + ".",
                "Run Maven with -X and look at what " + name + " says.");
        return new Opinion(name, Optional.empty(), Opinion.Stance.FAILED, Optional.of(problem));
    }
}
