package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of the words and durations of a pom, strictly: nothing is coerced, a wrong value is a finding. */
public final class PomValues {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private PomValues() {}

    /** The constant that the text names in any case; otherwise a finding that lists all of them, and the fallback. */
    public static <E extends Enum<E>> E of(
            Class<E> type, String element, String text, E fallback, ConfigurationProblems findings) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        String chosen = of(names, element, text, fallback.name().toLowerCase(Locale.ROOT), findings);
        return Enum.valueOf(type, chosen.toUpperCase(Locale.ROOT));
    }

    /**
     * The name among those of a list that the text is in any case; otherwise a finding that lists all of them, and the
     * fallback.
     */
    public static String of(
            List<String> names, String element, String text, String fallback, ConfigurationProblems findings) {
        Optional<String> found =
                names.stream().filter(n -> n.equalsIgnoreCase(text.trim())).findFirst();
        if (found.isEmpty()) {
            findings.add(Problem.of(
                    ConfigurationProblem.CONFIGURATION,
                    "<" + element + ">: \"" + text + "\" is none of the choices.",
                    "Write one of " + String.join(", ", names) + "."));
        }
        return found.orElse(fallback);
    }

    /** A duration such as {@code 500ms}, {@code 20s} or {@code 2m}; otherwise a finding, and zero. */
    public static Duration duration(String element, String text, ConfigurationProblems findings) {
        Matcher matcher = DURATION.matcher(text.trim());
        if (!matcher.matches()) {
            findings.invalid(element, "\"" + text + "\" is not a duration.", "20s, 500ms or 2m");
            return Duration.ZERO;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
