package io.github.authenticode.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another JVM that runs a main class of the test class path; killed when closed. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
    }

    /** @param options for the JVM itself: {@code -Xmx64m} */
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for the next line that it prints; null when it has ended. */
    public @Nullable String nextLine() throws IOException {
        return output.readLine();
    }

    /** Waits for its end, and gives what it prints until then. */
    public List<String> remainingLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = nextLine(); line != null; line = nextLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Sends it an end of line. */
    public void release() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Sends it what Ctrl+C sends, or the end of a session: {@code INT}, {@code TERM}, {@code HUP}. */
    public void signal(String name) throws IOException, InterruptedException {
        String command = "kill -" + name + " " + process.pid();
        new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** 130 after Ctrl+C. Waits for the end. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Whether it has ended after so many milliseconds at most. */
    public boolean endsIn(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Whether Ctrl+C reaches a child at all: a build in the background of a script has it ignored, and so have its
     * children.
     */
    public static boolean canBeInterrupted() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return File.separatorChar == '/';
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** Kills it as the operating system kills: nothing in it is told. What it has printed can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
