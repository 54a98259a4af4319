package io.github.authenticode.azuredouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** The two forms of the data plane, as far as they differ. */
enum ApiVersion {
    /** The one in use, by jsign and by Microsoft's client: flat. */
    V2022("2022-06-15-preview", "/sign") {
        @Override
        ObjectNode state(Operation operation, String status, Optional<SigningOutput> output) {
            ObjectNode body = JSON.createObjectNode();
            body.put("operationId", operation.id().toString());
            body.put("status", status);
            body.put("signature", output.map(SigningOutput::signature).orElse(null));
            body.put(
                    "signingCertificate", output.map(SigningOutput::certificate).orElse(null));
            return body;
        }
    },
    /** The one published last: a long-running operation of Azure's usual kind. */
    V2023("2023-06-15-preview", ":sign") {
        @Override
        ObjectNode state(Operation operation, String status, Optional<SigningOutput> output) {
            ObjectNode body = JSON.createObjectNode();
            body.put("id", operation.id().toString());
            body.put("status", status);
            output.ifPresent(o -> {
                ObjectNode result = body.putObject("result");
                result.put("operationId", operation.id().toString());
                result.put("signature", o.signature());
                result.put("signingCertificate", o.certificate());
            });
            if (status.equals("Failed")) {
                body.putObject("error").put("code", "SigningFailed").put("message", "The digest was not signed.");
            }
            return body;
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;
    private final String action;

    ApiVersion(String text, String action) {
        this.text = text;
        this.action = action;
    }

    String text() {
        return text;
    }

    /** What follows the certificate profile in the path of a submission. */
    String action() {
        return action;
    }

    abstract ObjectNode state(Operation operation, String status, Optional<SigningOutput> output);

    static ApiVersion of(Call call) throws Refusal {
        String given = call.query().getOrDefault("api-version", "");
        return Arrays.stream(values())
                .filter(v -> v.text.equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.violation(400, "the api-version is " + given));
    }
}
