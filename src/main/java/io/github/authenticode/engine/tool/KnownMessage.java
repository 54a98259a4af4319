package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A cause of failure that can be told from what a tool wrote.
 *
 * @param id of the problem
 * @param words what the output contains, as a regular expression; standard error comes before standard output
 * @param dlibOnly whether the words mean this only in a call with {@code /dlib}
 * @param retryable whether another try may succeed with nothing changed
 */
public record KnownMessage(
        ProblemId id, Pattern words, String cause, String remedy, boolean dlibOnly, boolean retryable) {

    public static KnownMessage of(ProblemId id, String words, String cause, String remedy) {
        return new KnownMessage(id, Pattern.compile(words), cause, remedy, false, false);
    }

    public KnownMessage onlyWithDlib() {
        return new KnownMessage(id, words, cause, remedy, true, retryable);
    }

    public KnownMessage worthAnotherTry() {
        return new KnownMessage(id, words, cause, remedy, dlibOnly, true);
    }

    public Problem problem() {
        return Problem.of(id, cause, remedy);
    }

    /** The line of {@code text} in which the words begin, and the two that follow it, if the words are there. */
    public Optional<String> linesIn(String text) {
        Matcher matcher = words.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int start = text.lastIndexOf('\n', matcher.start()) + 1;
        return Optional.of(text.substring(start).lines().limit(3).collect(Collectors.joining("\n")));
    }
}
