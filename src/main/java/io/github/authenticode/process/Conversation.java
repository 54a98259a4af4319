package io.github.authenticode.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child that answers lines with lines for as long as it is needed. Its working directory is an empty private one;
 * closing ends its input, which is its word to go, and then it and all that it has started.
 */
public final class Conversation implements AutoCloseable {
    private static final int KEPT = 8 * 1024;

    private final Process process;
    private final ProcessTree tree;
    private final Writer input;
    private final PrivateFolder directory;
    private final OutputCapture errors = new OutputCapture(KEPT, line -> false);
    private final Duration grace;

    private Conversation(Process process, PrivateFolder directory, Duration grace) {
        this.process = process;
        this.tree = new ProcessTree(process);
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
        this.directory = directory;
        this.grace = grace;
    }

    /** Listener to what the child writes. */
    public interface Listener {
        /** A line of its standard output, without the line end. */
        void line(String text);

        /** It has ended, or been ended. Nothing comes after this. */
        void ended(int exitCode, String standardError);
    }

    /**
     * Starts it.
     *
     * @param command whose deadline counts for its way out, once it has been told to go
     * @param folder where its working directory is made
     */
    public static Conversation start(ToolCommand command, Path folder, Listener listener) throws IOException {
        PrivateFolder directory = PrivateFolder.in(folder);
        try {
            List<String> argv = new ArrayList<>(List.of(command.executable().toString()));
            argv.addAll(command.arguments());
            ProcessBuilder builder =
                    new ProcessBuilder(argv).directory(directory.path().toFile());
            Map<String, String> environment = builder.environment();
            command.environment()
                    .forEach((name, value) -> value.ifPresentOrElse(
                            text -> environment.put(name, text.reveal()), () -> environment.remove(name)));
            Conversation conversation = new Conversation(builder.start(), directory, command.deadline());
            conversation.listen(listener);
            return conversation;
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private void listen(Listener listener) {
        Thread erring = thread(() -> errors.drain(process.getErrorStream(), StandardCharsets.UTF_8));
        thread(() -> {
            read(listener::line);
            try {
                int code = process.waitFor();
                erring.join(grace.toMillis());
                listener.ended(code, errors.text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            process.destroyForcibly(); // a broken pipe: nothing more can be heard of it
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "authenticode-conversation");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** @throws IOException if it is no longer there to hear it */
    public synchronized void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Ends it without asking. */
    public void kill() {
        tree.destroy();
    }

    @Override
    public void close() throws IOException {
        try {
            closeInput();
            if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                tree.destroy();
            }
        } catch (InterruptedException e) {
            tree.destroy();
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }

    private synchronized void closeInput() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroyForcibly(); // it has ended, or will not read
        }
    }
}
