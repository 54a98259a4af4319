package io.github.authenticode.run;

import io.github.authenticode.verify.Publisher;
import io.github.authenticode.verify.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a user must know of the files of other publishers that a run left alone. */
public final class KeptFiles {
    private static final int SHOWN = 5;

    private KeptFiles() {}

    /** One warning for all files that verify will refuse for the same reasons, under the same policy. */
    public static List<String> warnings(List<FileResult> results) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (FileResult result : results) {
            if (result.outcome() instanceof Outcome.Kept kept && !kept.verdict().isTrusted()) {
                String by = "signed by \"" + Publisher.ofSubject(kept.publisher()).name() + "\"";
                String why = Remedies.list(kept.verdict().errors()) + " " + remedy(kept.verdict().errors());
                byReason.computeIfAbsent(by + ", and verify will refuse @: " + why, k -> new ArrayList<>())
                        .add(result.file().name());
            }
        }
        return byReason.entrySet().stream()
                .map(e -> warning(e.getKey(), e.getValue()))
                .toList();
    }

    private static String warning(String reason, List<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return shown + more + (names.size() == 1 ? " was" : " were") + " left alone, "
                + reason.replace("@", names.size() == 1 ? "it" : "them");
    }

    private static String remedy(List<Violation> errors) {
        return "If those files are to be trusted, " + Remedies.ofOthers(errors);
    }
}
