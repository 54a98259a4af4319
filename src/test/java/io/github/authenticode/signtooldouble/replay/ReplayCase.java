package io.github.authenticode.signtooldouble.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of {@code cases.txt}. */
record ReplayCase(String name, List<List<String>> preparation, List<String> arguments) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static List<ReplayCase> readAll(Path file) throws IOException {
        List<ReplayCase> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" \\| ?", 3);
                List<List<String>> steps = new ArrayList<>();
                for (String step : parts[1].split(";", -1)) {
                    steps.add(words(step));
                }
                cases.add(new ReplayCase(parts[0], steps, words(parts[2])));
            }
        }
        return cases;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    @Override
    public String toString() {
        return name;
    }
}
