package io.github.authenticode.signtooldouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Appends one line of JSON when a call begins and one when it ends, so that a test can count calls, see their arguments
 * and find two that overlap. Of the environment it keeps the names of the {@code AZURE_…} variables and no value.
 */
final class CallLog {
    private final Surroundings surroundings;
    private final long process = ProcessHandle.current().pid();

    CallLog(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void begin(List<String> arguments) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "begin");
        line.put("process", process);
        line.put("time", System.currentTimeMillis());
        line.put("arguments", arguments);
        line.put("folder", surroundings.workingFolder().toString());
        TreeSet<String> names = new TreeSet<>(surroundings.environment().keySet());
        names.removeIf(name -> !name.startsWith("AZURE_"));
        line.put("credentials", names);
        append(line);
    }

    void end(int exitCode) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "end");
        line.put("process", process);
        line.put("time", System.currentTimeMillis());
        line.put("exitCode", exitCode);
        append(line);
    }

    private void append(Map<String, Object> line) throws IOException {
        if (surroundings.variable("SIGNTOOL_DOUBLE_LOG").isEmpty()) {
            return;
        }
        Path log = Path.of(surroundings.variable("SIGNTOOL_DOUBLE_LOG").get());
        byte[] bytes = (new ObjectMapper().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
