package io.github.authenticode.report.text;

import io.github.authenticode.plan.text.PublicUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The removal of the machine from free text before it is published. Messages of the JDK and of tools name absolute
 * paths, and a report is attached, deployed and mailed: it must not tell how a build machine is laid out or who its
 * user is.
 *
 * <p>A known folder becomes its placeholder, {@code ${project}/etc/key.p12}; of any other absolute path only the file
 * name stays, {@code ${elsewhere}/key.p12}; the name of the machine becomes {@code ${host}}; user and password in a URL
 * become {@code ****}.
 */
public final class ReportPaths {
    private static final String NOT_IN_A_NAME = "(?<![\\p{L}\\p{N}_.\\-])";
    private static final String END_OF_NAME = "(?![\\p{L}\\p{N}_\\-])(?!\\.[\\p{L}\\p{N}])";
    private static final String SLASHES = "[/\\\\]+";
    private static final String SEGMENT = "[^\\s/\\\\\"'<>|:;,()=\\[\\]{}]+";
    private static final String LAST = "(?:" + SEGMENT + ")?";
    private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\]|[A-Za-z]:");

    /** A slash alone is no path: {@code /fd} is an option of signtool, so one segment counts only with a dot in it. */
    private static final String UNIX_PATH = "(?:(?<![\\p{L}\\p{N}_.\\-/\\\\\\])}])|(?<=file://))/(?!/)" + "(?:(?:"
            + SEGMENT + "/)++|(?=[^\\s/.]+\\.\\w))" + LAST;

    private static final String DRIVE_PATH = "(?<![\\p{L}\\p{N}])[A-Za-z]:[\\\\/]+(?:" + SEGMENT + "[\\\\/]+)*+" + LAST;
    private static final String NETWORK_PATH = "(?<!\\\\)\\\\\\\\" + SEGMENT + "(?:\\\\+" + SEGMENT + ")++";

    private final List<Spelling> spellings;
    private final Pattern pattern;

    private ReportPaths(List<Spelling> spellings) {
        this.spellings = spellings;
        StringBuilder alternatives = new StringBuilder();
        spellings.forEach(s -> alternatives.append(s.regex()).append('|'));
        this.pattern = Pattern.compile(alternatives + UNIX_PATH + "|" + DRIVE_PATH + "|" + NETWORK_PATH);
    }

    /**
     * @param folders placeholder name ({@code project}, {@code home}, {@code temp}, {@code work}) to folder; each is
     *     recognized as given, with links resolved and as a URI; the root of a file system is ignored
     * @param hostName the name of this machine, where it is known
     */
    public static ReportPaths of(Map<String, Path> folders, Optional<String> hostName) {
        List<Spelling> spellings = new ArrayList<>();
        folders.forEach((name, folder) ->
                spelledOut(folder).forEach(text -> spellings.add(new Spelling(name, text, Spelling.ofFolder(text)))));
        spellings.sort(Comparator.comparing((Spelling s) -> s.text().length()).reversed());
        hostName.filter(h -> !h.isBlank() && !h.equals("localhost"))
                .ifPresent(h -> spellings.add(new Spelling("host", h, Spelling.ofHost(h))));
        return new ReportPaths(List.copyOf(spellings));
    }

    /** The text with every absolute path replaced, and what may be a secret in a URL. */
    public String clean(String text) {
        return PublicUrl.inText(pattern.matcher(text).replaceAll(this::replacement));
    }

    /** The name of a file: left alone where it is relative, as it should be. */
    public String cleanName(String name) {
        return ABSOLUTE.matcher(name).lookingAt() ? clean(name) : name;
    }

    private String replacement(MatchResult match) {
        for (int i = 0; i < spellings.size(); i++) {
            if (match.start(i + 1) >= 0) {
                String separator = match.group().substring(match.end(i + 1) - match.start());
                return Matcher.quoteReplacement("${" + spellings.get(i).name() + "}" + separator);
            }
        }
        String path = match.group();
        int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return Matcher.quoteReplacement("${elsewhere}/" + path.substring(end + 1));
    }

    private static Set<String> spelledOut(Path folder) {
        Set<String> texts = new LinkedHashSet<>();
        for (Path path : List.of(folder, folder.toAbsolutePath().normalize(), resolved(folder))) {
            if (path.getRoot() != null && path.getNameCount() > 0) {
                texts.add(path.toString());
                texts.add(path.toUri().getRawPath().replaceFirst("/$", ""));
            }
        }
        return texts;
    }

    private static Path resolved(Path folder) {
        try {
            return Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath();
        } catch (IOException e) {
            // A folder that cannot be resolved is still known by the name it was given.
            return folder.toAbsolutePath();
        }
    }

    /** One way to write one place; its regular expression has exactly one group. */
    private record Spelling(String name, String text, String regex) {
        static String ofFolder(String folder) {
            String regex =
                    Stream.of(folder.split(SLASHES, -1)).map(Pattern::quote).collect(Collectors.joining(SLASHES));
            boolean windows = folder.matches("/?[A-Za-z]:.*");
            return NOT_IN_A_NAME + (windows ? "(?i:(" : "(?:(") + regex + "))" + END_OF_NAME + "[/\\\\]?";
        }

        static String ofHost(String host) {
            return "(?i:(?<![\\p{L}\\p{N}_\\-])(" + Pattern.quote(host) + ")(?![\\p{L}\\p{N}_\\-]))";
        }
    }
}
