package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The call that hands staged copies to the engine. Whatever the engine does, each copy has an answer that names the
 * user's file.
 */
record EngineCall(Engine engine) {

    /**
     * One answer for each copy, in the same order.
     *
     * @return none if the stack or the heap overflowed over one of several files, and nobody knows which: then they are
     * to be signed one by one
     */
    List<Attempt> sign(List<StagedFile> staged, int attempt) throws InterruptedException {
        if (staged.isEmpty()) {
            return List.of();
        }
        List<Engine.Task> tasks = staged.stream()
                .map(s -> new Engine.Task(
                        s.path(), s.file().format(), attempt, s.task().foreign()))
                .toList();
        List<Attempt> answers = crashProof(tasks, staged);
        Workers.checkInterrupted();
        if (answers.isEmpty()) {
            return answers;
        }
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> inUsersWords(answers.get(i), staged.get(i)))
                .toList();
    }

    private List<Attempt> crashProof(List<Engine.Task> tasks, List<StagedFile> staged) throws InterruptedException {
        try {
            List<Attempt> answers = engine.sign(tasks);
            return answers.size() == tasks.size()
                    ? answers
                    : crashed(staged, answers.size() + " answers for " + tasks.size() + " files");
        } catch (RuntimeException e) {
            return crashed(staged, e + where(e));
        } catch (StackOverflowError | OutOfMemoryError e) {
            return staged.size() > 1 ? List.of() : crashed(staged, e + where(e));
        }
    }

    private List<Attempt> crashed(List<StagedFile> staged, String words) {
        return staged.stream().map(s -> crashed(s, words)).toList();
    }

    private Attempt crashed(StagedFile staged, String words) {
        Problem problem = Problem.of(
                        SigningProblem.ENGINE_CRASHED,
                        engine.name() + " crashed while it signed "
                                + staged.file().name() + ".",
                        "Report this to the makers of this plugin, with the file if you can.")
                .withEvidence(words);
        return new Attempt.Failed(problem, false);
    }

    private static String where(Throwable crash) {
        return Arrays.stream(crash.getStackTrace())
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }

    /** An engine knows only the path of the staged copy, which would tell the user nothing. */
    private static Attempt inUsersWords(Attempt answer, StagedFile staged) {
        if (answer instanceof Attempt.Done done) {
            return new Attempt.Done(done.operations(), done.doubt().map(problem -> inUsersWords(problem, staged)));
        }
        Attempt.Failed failed = (Attempt.Failed) answer;
        return new Attempt.Failed(inUsersWords(failed.problem(), staged), failed.retryable());
    }

    private static Problem inUsersWords(Problem problem, StagedFile staged) {
        String path = staged.path().toString();
        String name = staged.file().name();
        return problem.reworded(text -> text.replace(path, name));
    }
}
