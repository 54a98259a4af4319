package io.github.authenticode.engine.signtool;

import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recorded run of the genuine signtool.exe (versions 10.0.15063 and 10.0.26100). */
public record Transcript(String command, ToolResult result) {
    private static final Pattern FORM = Pattern.compile(
            "\\$ signtool ?(.*?)\n\n--- stdout\n(.*)--- stderr\n(.*)--- exit code: (\\d+)\n.*", Pattern.DOTALL);

    public static Transcript read(String name) {
        try (InputStream in = Transcript.class.getResourceAsStream("/signtool-transcripts/" + name + ".txt")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalStateException(name + " is not a transcript");
            }
            Ending ending = new Ending.Exited(Integer.parseInt(matcher.group(4)));
            return new Transcript(
                    matcher.group(1),
                    new ToolResult(ending, matcher.group(2), matcher.group(3), Duration.ofSeconds(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
