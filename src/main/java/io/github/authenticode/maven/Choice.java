package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the words and durations of a pom, strictly: nothing is coerced, a wrong value is a finding. */
final class Choice {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private Choice() {}

    /** The constant that the text names in any case; otherwise a finding that lists all of them, and the fallback. */
    static <E extends Enum<E>> E of(Class<E> type, String element, String text, E fallback, Findings findings) {
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(c -> c.name().equalsIgnoreCase(text.trim()))
                .findFirst();
        if (found.isEmpty()) {
            String choices = Arrays.stream(type.getEnumConstants())
                    .map(c -> c.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            findings.add(Problem.of(
                    "configuration",
                    "<" + element + ">: \"" + text + "\" is none of the choices.",
                    "Write one of " + choices + "."));
        }
        return found.orElse(fallback);
    }

    /** A duration such as {@code 500ms}, {@code 20s} or {@code 2m}; otherwise a finding, and zero. */
    static Duration duration(String element, String text, Findings findings) {
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
