package io.github.authenticode.process;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of programs that one build makes once, however many modules and executions it has: what is registered on the
 * machine, what a program can do. Who asks for one that is under way waits for it.
 */
public final class RememberedCalls {
    private final ConcurrentMap<List<Object>, Answer> answers = new ConcurrentHashMap<>();

    private static final class Answer {
        private @Nullable ToolResult result;
    }

    /**
     * The result of the first call with this program, these arguments and this environment. An interrupted one is not
     * remembered.
     */
    public ToolResult run(ToolRunner runner, ToolCommand command) throws InterruptedException {
        Answer answer = answers.computeIfAbsent(
                List.of(command.executable(), command.arguments(), command.environment()), key -> new Answer());
        synchronized (answer) {
            ToolResult result = answer.result;
            if (result == null) {
                result = runner.run(command);
                answer.result = result;
            }
            return result;
        }
    }
}
