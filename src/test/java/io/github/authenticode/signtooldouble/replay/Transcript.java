package io.github.authenticode.signtooldouble.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One recorded run: the command line, both streams, the exit code, and osslsigncode's word on the files afterwards. */
public record Transcript(String command, String out, String err, int exitCode, Map<String, String> secondJudge) {
    private static final Pattern FORM = Pattern.compile(
            "\\$ signtool (.*)\n\n--- stdout\n(.*)--- stderr\n(.*)--- exit code: (\\d+)\n(.*)", Pattern.DOTALL);
    private static final Pattern JUDGED = Pattern.compile("--- osslsigncode verify (\\S+): (.*)");

    public static Transcript read(Path file) throws IOException {
        Matcher form = FORM.matcher(Files.readString(file));
        if (!form.matches()) {
            throw new IOException("not a transcript: " + file);
        }
        Map<String, String> judged = new HashMap<>();
        Matcher line = JUDGED.matcher(form.group(5));
        while (line.find()) {
            judged.put(line.group(1), line.group(2));
        }
        return new Transcript(form.group(1), form.group(2), form.group(3), Integer.parseInt(form.group(4)), judged);
    }
}
