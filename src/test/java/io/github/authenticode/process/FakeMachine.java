package io.github.authenticode.process;

import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A made-up Windows machine in a folder, with a runner that answers as told and remembers what it was asked. */
public final class FakeMachine {
    final Path root;
    public final Map<String, String> environment = new HashMap<>();
    public final List<ToolCommand> calls = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger assertions = new AtomicInteger();
    public final List<String> debug = new ArrayList<>();
    public ToolRunner answers = command -> new ToolResult(new Ending.Exited(1), "", "", Duration.ZERO);

    public FakeMachine(Path root) {
        this.root = root;
    }

    public Machine host() {
        return new Machine(environment, true, root.resolve("home"), root.resolve("work"), this::run, debug::add);
    }

    public Assertions assertions() {
        return credential -> () -> Secret.of("assertion-" + assertions.incrementAndGet());
    }

    public Path file(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ToolResult run(ToolCommand command) throws InterruptedException {
        calls.add(command);
        return answers.run(command);
    }
}
