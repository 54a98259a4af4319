package io.github.authenticode.report.html;

import io.github.authenticode.report.record.FileEntry;
import io.github.authenticode.report.record.ProblemEntry;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.report.record.ViolationEntry;
import io.github.authenticode.report.text.Formats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that went wrong, with every file that it went wrong for: a timestamp authority that is down is one trouble,
 * not a hundred.
 *
 * @param name the problem's id, or the name and number that Windows gives a violation
 * @param files empty for what concerns the whole run
 */
record HtmlTrouble(String name, String cause, String evidence, String remedy, List<Link> files) {

    /** A place on this page. */
    record Link(String anchor, String text) {}

    private record Key(String name, String cause, String evidence, String remedy) {
        static Key of(ProblemEntry problem) {
            return new Key(
                    problem.id(),
                    problem.cause(),
                    Optional.ofNullable(problem.evidence()).orElse(""),
                    problem.remedy());
        }

        static Key of(ViolationEntry violation) {
            return new Key(violation.title(), violation.message(), "", "");
        }
    }

    boolean hasFiles() {
        return !files.isEmpty();
    }

    String affected() {
        return "Affects " + Formats.files(files.size());
    }

    static List<HtmlTrouble> of(Report report) {
        Map<Key, List<Link>> troubles = new LinkedHashMap<>();
        report.problems().forEach(p -> troubles.computeIfAbsent(Key.of(p), k -> new ArrayList<>()));
        for (int i = 0; i < report.files().size(); i++) {
            FileEntry file = report.files().get(i);
            Link link = new Link(HtmlFile.anchor(i + 1), file.path());
            if (file.outcome().isBad()) {
                keys(file)
                        .distinct()
                        .forEach(k -> troubles.computeIfAbsent(k, x -> new ArrayList<>())
                                .add(link));
            }
        }
        return list(troubles);
    }

    /** What only warns, of all files. */
    static List<HtmlTrouble> warnings(Report report) {
        Map<Key, List<Link>> troubles = new LinkedHashMap<>();
        for (int i = 0; i < report.files().size(); i++) {
            FileEntry file = report.files().get(i);
            Link link = new Link(HtmlFile.anchor(i + 1), file.path());
            file.allViolations()
                    .filter(ViolationEntry::warns)
                    .map(Key::of)
                    .distinct()
                    .forEach(k ->
                            troubles.computeIfAbsent(k, x -> new ArrayList<>()).add(link));
        }
        return list(troubles);
    }

    private static List<HtmlTrouble> list(Map<Key, List<Link>> troubles) {
        return troubles.entrySet().stream()
                .map(e -> new HtmlTrouble(
                        e.getKey().name(),
                        e.getKey().cause(),
                        e.getKey().evidence(),
                        e.getKey().remedy(),
                        List.copyOf(e.getValue())))
                .toList();
    }

    private static Stream<Key> keys(FileEntry file) {
        Stream<Key> violations = file.allViolations().filter(v -> !v.warns()).map(Key::of);
        return Stream.concat(file.problems().stream().map(Key::of), violations);
    }
}
