package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.process.Redaction;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of smctl that may be shown. It prints the API key and the password with some characters masked and the rest
 * readable, so that no line that names one of them is ever shown.
 */
public final class ToolWords {
    private static final Pattern OF_SECRETS = Pattern.compile("(?i)api[ _-]?key|password|\\*\\*\\*");
    private static final int LIMIT = 600;

    private ToolWords() {}

    /** In one line, as evidence. */
    static String of(List<String> texts, DigiCertAccount account) {
        Redaction redaction = new Redaction(List.of(account.apiKey(), account.clientCertificatePassword()));
        return shown(redaction.apply(String.join("\n", texts)));
    }

    /** Of a text in which whole secrets are hidden already. */
    public static String shown(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !OF_SECRETS.matcher(l).find())
                .collect(Collectors.joining(" "));
        return line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "...";
    }
}
