package io.github.authenticode.azuredouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** The errors by which Entra gives no token; the beginnings of its texts are the genuine ones. */
enum EntraError {
    NO_TENANT(
            90002,
            400,
            "invalid_request",
            "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."),
    NO_APPLICATION(
            700016,
            400,
            "unauthorized_client",
            "Application with identifier '%s' was not found in the directory 'Example'. This can happen if the application has"
                    + " not been installed by the administrator of the tenant or consented to by any user in the tenant."),
    WRONG_SECRET(
            7000215,
            401,
            "invalid_client",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the"
                    + " client secret ID, for a secret added to app '%s'."),
    EXPIRED_SECRET(
            7000222,
            401,
            "invalid_client",
            "The provided client secret keys for app '%s' are expired. Visit the Azure portal to create new keys for your app."),
    NOT_FOR_ALL_SCOPES(
            1002012,
            400,
            "invalid_request",
            "The provided value for scope %s is not valid. Client credential flows must have a scope value with /.default"
                    + " suffixed to the resource identifier (application ID URI)."),
    NO_RESOURCE(
            500011,
            400,
            "invalid_resource",
            "The resource principal named %s was not found in the tenant named Example."),
    ASSERTION_TIME(
            700024, 401, "invalid_client", "Client assertion is not within its valid time range. Current time: %s."),
    ASSERTION_SIGNATURE(
            700027,
            401,
            "invalid_client",
            "The certificate with identifier used to sign the client assertion is not registered on application. [%s]"),
    ASSERTION_ISSUER(
            700211,
            401,
            "invalid_client",
            "No matching federated identity record found for presented assertion issuer '%s'."),
    ASSERTION_SUBJECT(
            700213,
            401,
            "invalid_client",
            "No matching federated identity record found for presented assertion subject '%s'."),
    ASSERTION_AUDIENCE(
            700212,
            401,
            "invalid_client",
            "No matching federated identity record found for presented assertion audience '%s'.");

    private final int code;
    private final int status;
    private final String error;
    private final String words;

    EntraError(int code, int status, String error, String words) {
        this.code = code;
        this.status = status;
        this.error = error;
        this.words = words;
    }

    Refusal about(Object what) {
        String trace = UUID.randomUUID().toString();
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("error", error);
        body.put(
                "error_description",
                "AADSTS" + code + ": " + words.formatted(what) + " Trace ID: " + trace + " Correlation ID: " + trace
                        + " Timestamp: 2026-01-01 00:00:00Z");
        body.putArray("error_codes").add(code);
        body.put("timestamp", "2026-01-01 00:00:00Z");
        body.put("trace_id", trace);
        body.put("correlation_id", trace);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return Refusal.of(Answer.json(status, body));
    }
}
