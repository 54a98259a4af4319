package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import java.util.List;
import java.util.regex.Pattern;

/** The caller of the signing service, and whether he may ask. */
final class Caller {
    /** A GUID, or what else a user names his build; no blanks. */
    private static final Pattern CORRELATION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Directory directory;
    private final Settings settings;
    private final Journal journal;

    Caller(Directory directory, Settings settings, Journal journal) {
        this.directory = directory;
        this.settings = settings;
        this.journal = journal;
    }

    void check(Call call) throws Refusal {
        if (!settings.tolerant) {
            checkHeaders(call);
        }
        checkToken(call.header("Authorization").orElse(""));
        List<String> path = call.segments();
        boolean known = path.get(1).equals(SigningEndpoint.ACCOUNT)
                && path.get(3).split(":", -1)[0].equals(SigningEndpoint.PROFILE);
        if (!settings.roleAssigned || !known) {
            throw Refusal.of(Answer.empty(403));
        }
    }

    private void checkHeaders(Call call) throws Refusal {
        String correlation = call.header("x-correlation-id").orElse("");
        require(CORRELATION_ID.matcher(correlation).matches(), 400, "the x-correlation-id is '" + correlation + "'");
        journal.correlationIds().add(correlation);
        require(
                call.header("Accept").filter("application/json"::equals).isPresent(),
                406,
                "Accept is not application/json");
    }

    private void checkToken(String header) throws Refusal {
        require(header.startsWith("Bearer "), 401, "no bearer token");
        Jwt token = jwt(header.substring("Bearer ".length()));
        boolean good = directory.isMine(token)
                && token.text("aud").equals(Directory.SIGNING_AUDIENCE)
                && token.text("tid").equals(Directory.TENANT)
                && token.isValidAt(directory.now());
        if (!good) {
            throw Refusal.of(Answer.empty(401).with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
    }

    private static Jwt jwt(String text) throws Refusal {
        try {
            Jwt token = Jwt.read(text);
            if (!token.text("tid").isEmpty()) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            // Something else, such as a personal access token.
        }
        throw Refusal.of(Answer.json(
                500,
                "{\"errorDetail\":{\"code\":\"InternalError\",\"message\":\"ClaimsPrincipal TenantId is null.\"}}"));
    }
}
