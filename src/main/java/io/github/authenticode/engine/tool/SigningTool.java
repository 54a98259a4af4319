package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that signs files, as far as it differs from others: which identities, which arguments, what its output
 * says. It starts nothing and reads no file, so that its tests are golden arguments and transcripts; {@link ToolEngine}
 * does the rest.
 */
public interface SigningTool {

    /** The spelling of the pom. */
    String name();

    Fit fit(Identity identity);

    /** The executable's name, to be searched on PATH. */
    String program(boolean windows);

    /** What it would refuse or misunderstand, before anything runs; all of it. */
    List<Problem> problems(SigningPlan plan);

    /** Arguments of calls by which it is asked about itself before the first signature, once in a build. */
    default List<List<String>> questions() {
        return List.of();
    }

    /**
     * The same program, its answers known.
     *
     * @param answers what each call printed, in the order of {@link #questions}, whole secrets hidden
     */
    default SigningTool informed(List<String> answers) {
        return this;
    }

    /** Whether a call is given a folder in place of its files. */
    default boolean takesFolder() {
        return false;
    }

    /** How many of its calls may be under way at a time. */
    Parallelism parallelism();

    /**
     * Arguments for these files, or for the one folder in which they are, asking this authority for a timestamp, or
     * none; and variables beside those of the sign-in.
     */
    Call call(SigningPlan plan, List<Path> files, Optional<URI> authority);

    /**
     * What its output says of each file. The verifier judges all the same; this is for the cause of a failure.
     *
     * @param files as they were given to {@link #call}, or those in the folder
     * @param redaction hides secrets in what becomes evidence
     * @return one for each file, in order
     */
    List<FileOutcome> read(ToolResult result, List<Path> files, Redaction redaction);

    /**
     * One call.
     *
     * @param arguments without the executable
     * @param environment what the child sees beyond or instead of this process's environment
     */
    record Call(List<String> arguments, Map<String, Optional<Secret>> environment) {}

    /** Whether a line must be kept of an output that is too long to keep whole. */
    default boolean isWorthKeeping(String line) {
        return false;
    }
}
