package io.github.authenticode.cloud.artifactsigning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The state of a signature at the service. Reads both forms of the interface: the flat one ({@code operationId}, {@code
 * signature}) and that of Azure's long-running operations ({@code id}, {@code result}).
 *
 * @param status in the service's words: {@code InProgress}, {@code Succeeded}, {@code Failed}, {@code Canceled}
 * @param signature base64
 * @param certificate base64 of base64 of a PKCS#7
 * @param error code and message, where the service gives a reason
 */
record OperationState(
        String id, String status, Optional<String> signature, Optional<String> certificate, Optional<String> error) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** It becomes a part of a path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    /** The published example writes it with a blank. */
    private static final Set<String> UNFINISHED = Set.of("InProgress", "In Progress", "Running", "NotStarted");

    /** @throws IOException if it is anything else */
    static OperationState read(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        String id = text(answer, "operationId").or(() -> text(answer, "id")).orElse("");
        Optional<String> status = text(answer, "status");
        if (!ID.matcher(id).matches() || status.isEmpty()) {
            throw new IOException("no operation id and status");
        }
        JsonNode result = answer.path("result").isObject() ? answer.path("result") : answer;
        JsonNode signed = result.path("signResult").isObject() ? result.path("signResult") : result;
        return new OperationState(
                id, status.get(), text(signed, "signature"), text(signed, "signingCertificate"), error(answer));
    }

    boolean isUnfinished() {
        return UNFINISHED.contains(status);
    }

    boolean hasSucceeded() {
        return status.equals("Succeeded");
    }

    /** The code and message of a body, in any of the shapes that the service is known to use. */
    static Optional<String> errorOf(byte[] body) {
        try {
            return error(JSON.readTree(body));
        } catch (IOException e) {
            // No JSON, no code.
            return Optional.empty();
        }
    }

    private static Optional<String> error(JsonNode answer) {
        for (String name : new String[] {"errorDetail", "error"}) {
            JsonNode error = answer.path(name);
            if (error.isObject()) {
                String code = error.path("code").asText("");
                String message = error.path("message").asText("");
                return Optional.of(code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message)
                        .filter(e -> !e.isBlank());
            }
        }
        JsonNode errors = answer.path("errors");
        return text(answer, "title").map(title -> errors.isObject() ? title + " " + errors : title);
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
