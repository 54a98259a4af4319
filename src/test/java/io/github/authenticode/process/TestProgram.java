package io.github.authenticode.process;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A child process for the tests of {@link ProcessRunner}; its first argument says how it behaves. */
final class TestProgram {
    private TestProgram() {}

    /** The call that makes the child behave in this way. */
    static ToolCommand command(Duration deadline, String... arguments) {
        return new ToolCommand(java(), jvmArguments(arguments), Map.of(), List.of(), deadline);
    }

    /** Uses the JDK only: the child runs it too, without the classes under test. */
    private static List<String> jvmArguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                Path.of(location()).toString(),
                TestProgram.class.getName()));
        all.addAll(List.of(arguments));
        return all;
    }

    private static URI location() {
        return URI.create(TestProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
    }

    static Path java() {
        return Path.of(ProcessHandle.current().info().command().orElseThrow());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args[0]) {
            case "echo" -> echo(args);
            case "flood" -> flood(Integer.parseInt(args[1]));
            case "hang" -> {
                Files.writeString(
                        Path.of(args[1]), Long.toString(ProcessHandle.current().pid()));
                hang();
            }
            case "grandchild-and-hang" -> {
                grandchild(args[1]);
                hang();
            }
            case "grandchild-and-exit" -> grandchild(args[1]);
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "folder" -> folder();
            case "environment" -> System.out.println(args[1] + "=" + System.getenv(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void echo(String[] args) throws IOException {
        System.out.println("stdin ends: " + (System.in.read() < 0));
        for (int i = 1; i < args.length; i++) {
            System.out.println(args[i]);
        }
        System.err.println("an error");
    }

    private static void flood(int megabytes) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.US_ASCII);
        String line = "x".repeat(1023);
        for (int i = 0; i < megabytes * 1024; i++) {
            out.println(i == megabytes * 512 ? "Successfully signed: middle.exe" : line);
        }
        out.println("the end");
        out.flush();
    }

    /** Starts a hanging child that inherits the pipes, and waits until it runs. */
    private static void grandchild(String pidFile) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(java().toString()));
        argv.addAll(jvmArguments("hang", pidFile));
        new ProcessBuilder(argv).inheritIO().start();
        while (!Files.exists(Path.of(pidFile)) || Files.size(Path.of(pidFile)) == 0) {
            Thread.onSpinWait();
        }
        System.out.println("grandchild runs");
    }

    private static void hang() throws InterruptedException {
        System.out.println("hanging");
        new CountDownLatch(1).await();
    }

    private static void folder() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        try (var files = Files.list(here)) {
            System.out.println("files: " + files.count());
        }
        System.out.println(here);
    }
}
