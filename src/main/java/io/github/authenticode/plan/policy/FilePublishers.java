package io.github.authenticode.plan.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The publishers who must have signed some files: one entry of {@link Rule#PUBLISHER_BY_FILE}.
 *
 * @param files Ant patterns, case-sensitive, of names relative to the project: {@code target/dist/runtime/**}
 * @param publishers as {@link Rule.Form#NAMES}
 */
public record FilePublishers(List<String> files, List<String> publishers) {
    private static final Pattern PIECE = Pattern.compile("[*]+|[?]|[^*?]+");

    public FilePublishers {
        files = List.copyOf(files);
        publishers = List.copyOf(publishers);
    }

    /** The first of the entries that is for the file that reports call so. */
    static Optional<FilePublishers> of(Stream<FilePublishers> entries, String name) {
        return entries.filter(e -> e.isFor(name)).findFirst();
    }

    private boolean isFor(String name) {
        return files.stream().anyMatch(pattern -> regex(pattern).matcher(name).matches());
    }

    /** A whole segment of two asterisks stands for any number of folders. */
    private static Pattern regex(String pattern) {
        String unix = pattern.replace('\\', '/').replaceFirst("^([.]/)+", "");
        String[] segments = (unix.endsWith("/") ? unix + "**" : unix).split("/", -1);
        StringBuilder regex = new StringBuilder();
        boolean behindName = false;
        for (int i = 0; i < segments.length; i++) {
            boolean folders = segments[i].equals("**");
            boolean last = i == segments.length - 1;
            if (folders && last) {
                regex.append(behindName ? "/.*" : ".*");
            } else if (folders) {
                regex.append(behindName ? "/(.*/)?" : "(.*/)?");
            } else {
                regex.append(behindName ? "/" : "");
                PIECE.matcher(segments[i]).results().forEach(m -> regex.append(translated(m.group())));
            }
            behindName = !folders;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String translated(String piece) {
        return switch (piece.charAt(0)) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(piece);
        };
    }

    /** For a report: {@code target/dist/runtime/**: Microsoft Corporation or Example Ltd}. */
    @Override
    public String toString() {
        return String.join(", ", files) + ": " + String.join(" or ", publishers);
    }
}
