package io.github.authenticode.policy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.FilePublishers;
import io.github.authenticode.plan.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The entries of {@link Rule#PUBLISHER_BY_FILE}: one, or a list, each of patterns of files and of names. */
final class ByFileReader {
    static final String FILES = "files";
    static final String PUBLISHER = "publisher";
    private static final List<String> KEYS = List.of(FILES, PUBLISHER);

    private final ValueReader values;
    private final Consumer<Problem> problems;

    ByFileReader(ValueReader values, Consumer<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Whether it is one entry, and no severity with entries. */
    static boolean isEntry(PolicyNode piece) {
        return piece instanceof PolicyNode.Fields fields && KEYS.stream().anyMatch(fields.fields()::containsKey);
    }

    /** Absent if anything is wrong. */
    Optional<List<FilePublishers>> entries(PolicyNode piece) {
        List<PolicyNode> pieces = piece instanceof PolicyNode.Items items ? items.items() : List.of(piece);
        if (pieces.isEmpty()) {
            problems.accept(wrong(piece));
        }
        List<FilePublishers> entries = new ArrayList<>();
        pieces.forEach(p -> entry(p).ifPresent(entries::add));
        return pieces.isEmpty() || entries.size() < pieces.size() ? Optional.empty() : Optional.of(entries);
    }

    private Optional<FilePublishers> entry(PolicyNode piece) {
        if (!(piece instanceof PolicyNode.Fields entry)
                || !entry.fields().keySet().containsAll(KEYS)) {
            problems.accept(wrong(piece));
            return Optional.empty();
        }
        boolean known = true;
        for (var field : entry.fields().entrySet()) {
            if (!KEYS.contains(field.getKey())) {
                problems.accept(
                        RulesReader.unknownKey(field.getKey(), field.getValue().place(), KEYS));
                known = false;
            }
        }
        Optional<List<String>> files = texts(entry, FILES);
        Optional<List<String>> names = texts(entry, PUBLISHER);
        return known ? files.flatMap(f -> names.map(n -> new FilePublishers(f, n))) : Optional.empty();
    }

    private Optional<List<String>> texts(PolicyNode.Fields entry, String key) {
        return Optional.ofNullable(entry.fields().get(key)).flatMap(p -> values.texts(Rule.PUBLISHER_BY_FILE, p));
    }

    private Problem wrong(PolicyNode piece) {
        return values.wrong(piece, "an entry with files and their publisher", values.example(Rule.PUBLISHER_BY_FILE));
    }
}
