package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.ForeignText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The certificates among which signtool could not choose, read from the list that it prints with {@code /v}. It lists a
 * certificate twice that it meets twice, and with {@code /debug} a list of all that it considered stands before.
 */
final class SuitableCertificates {
    private static final String HEADING = "The following certificates have been found to be suitable for signing:";

    private static final Pattern CERTIFICATE =
            Pattern.compile("Issued to: (?<subject>.*)\\R\\s*Issued by: (?<issuer>.*)\\R"
                    + "\\s*Expires: +(?<end>.*)\\R\\s*SHA1 hash: (?<thumbprint>[0-9A-Fa-f]{40})");

    private SuitableCertificates() {}

    /** Each certificate once, with issuer, expiry and thumbprint. */
    static List<String> listed(String printed) {
        int start = printed.indexOf(HEADING);
        return start < 0
                ? List.of()
                : CERTIFICATE
                        .matcher(printed.substring(start))
                        .results()
                        .map(found -> "\"" + text(found.group(1)) + "\" issued by \"" + text(found.group(2))
                                + "\", expires " + text(found.group(3)) + ", thumbprint " + found.group(4))
                        .distinct()
                        .collect(Collectors.toList());
    }

    private static String text(String words) {
        return ForeignText.oneLine(words.strip());
    }
}
