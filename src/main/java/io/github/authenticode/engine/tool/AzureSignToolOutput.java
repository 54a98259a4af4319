package io.github.authenticode.engine.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of AzureSignTool, which is .NET's SimpleConsole on standard output: a line with the level, one with the
 * scope, which names the file, and the text. Messages of several files stand in turn, so that only the scope tells
 * whose a text is.
 *
 * @param byFile texts by the file that the scope names
 * @param general texts that concern no file
 */
record AzureSignToolOutput(Map<String, List<String>> byFile, List<String> general) {
    private static final Pattern LEVEL = Pattern.compile("^(trce|dbug|info|warn|fail|crit): .*");
    private static final Pattern SCOPE = Pattern.compile("^\\s+=> (?:.* => )?File: (.*?)(?: => .*)?$");

    static AzureSignToolOutput parse(String stdout) {
        Map<String, List<String>> byFile = new LinkedHashMap<>();
        List<String> general = new ArrayList<>();
        List<String> current = general;
        for (String line : stdout.lines().toList()) {
            Matcher scope = SCOPE.matcher(line);
            if (LEVEL.matcher(line).matches()) {
                current = general;
            } else if (scope.matches()) {
                current = byFile.computeIfAbsent(scope.group(1), file -> new ArrayList<>());
            } else if (!line.isBlank()) {
                current.add(line.strip());
            }
        }
        return new AzureSignToolOutput(byFile, general);
    }

    /** Whether a line tells which file the next ones are about, or how bad it is. */
    static boolean isWorthKeeping(String line) {
        return LEVEL.matcher(line).matches() || SCOPE.matcher(line).matches();
    }

    /** What it said of a file; empty if nothing. */
    List<String> of(String file) {
        return byFile.getOrDefault(file, List.of());
    }
}
