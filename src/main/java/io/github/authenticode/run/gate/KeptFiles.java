package io.github.authenticode.run.gate;

import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.certificate.Publisher;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The warnings about the files of other publishers that a run left alone. */
public final class KeptFiles {
    private static final int SHOWN = 5;

    private KeptFiles() {}

    /** One warning for all files that verify will refuse for the same reasons, under the same policy. */
    public static List<String> warnings(List<FileResult> results) {
        Map<Reason, List<String>> byReason = new LinkedHashMap<>();
        for (FileResult result : results) {
            if (result.outcome() instanceof Outcome.Kept kept && !kept.verdict().isTrusted()) {
                byReason.computeIfAbsent(Reason.of(kept), k -> new ArrayList<>())
                        .add(result.file().name());
            }
        }
        return byReason.entrySet().stream()
                .map(e -> e.getKey().warning(e.getValue()))
                .toList();
    }

    /**
     * The reason why verify will refuse files.
     *
     * @param codes of what it will say
     */
    private record Reason(String publisher, List<ViolationCode> codes) {
        static Reason of(Outcome.Kept kept) {
            List<Violation> errors = kept.verdict().errors();
            return new Reason(
                    Publisher.ofSubject(kept.publisher()).name(),
                    errors.stream().map(Violation::code).distinct().sorted().toList());
        }

        String warning(List<String> names) {
            boolean one = names.size() == 1;
            String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
            return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more
                    + (one ? " was" : " were") + " left alone, signed by \"" + publisher + "\", but verify will refuse "
                    + (one ? "it" : "them") + ", since the certificates lead to no trusted root ("
                    + codes.stream().map(Enum::name).collect(Collectors.joining(", "))
                    + "). Add the roots of that publisher and of his timestamps to <trustedRoots>, or leave the file out with"
                    + " <excludes>.";
        }
    }
}
