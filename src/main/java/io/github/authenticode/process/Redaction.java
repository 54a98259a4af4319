package io.github.authenticode.process;

import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.util.Comparator;
import java.util.List;

/**
 * The replacement of known secrets in a text by {@code ****}, also in the form that a quoted command line gives them,
 * and what may be one in a URL.
 */
public final class Redaction {
    private final List<String> secrets;

    public Redaction(List<Secret> secrets) {
        this.secrets = secrets.stream()
                .map(Secret::reveal)
                .filter(s -> !s.isBlank())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    public String apply(String text) {
        String redacted = text;
        for (String secret : secrets) {
            String encoded = WindowsCommandLine.encode(secret);
            redacted = redacted.replace(encoded, "****").replace(secret, "****");
        }
        return PublicUrl.inText(redacted);
    }
}
