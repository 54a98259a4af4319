package io.github.authenticode.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Keeps Wine's background services alive while the oracle's tests run. Otherwise the first signtool starts them itself:
 * they hold its pipes, and are ended as its descendants, so that every call pays for a new start.
 */
public final class WarmWine implements AutoCloseable {
    private static final Path WINE = Path.of("/usr/lib/wine/wine64");

    private final Process prompt;

    private WarmWine(Process prompt) {
        this.prompt = prompt;
    }

    /** @param oracle the folder that .ci/oracle sets up */
    public static WarmWine start(Path oracle) throws IOException {
        String program = Files.isExecutable(WINE) ? WINE.toString() : "wine64";
        ProcessBuilder builder = new ProcessBuilder(program, "cmd").redirectErrorStream(true);
        builder.environment().put("WINEPREFIX", oracle.resolve("prefix").toString());
        builder.environment().put("WINEDEBUG", "-all");
        WarmWine wine = new WarmWine(builder.start());
        if (wine.prompt.getInputStream().read() < 0) {
            throw new IOException("Wine did not start");
        }
        return wine;
    }

    @Override
    public void close() throws IOException {
        prompt.getOutputStream().close();
        try {
            if (!prompt.waitFor(30, TimeUnit.SECONDS)) {
                prompt.destroyForcibly();
            }
        } catch (InterruptedException e) {
            prompt.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
