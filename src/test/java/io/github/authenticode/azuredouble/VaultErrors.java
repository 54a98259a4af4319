package io.github.authenticode.azuredouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Key Vault's own words ("Azure Key Vault REST API Error Codes", and issues of Azure's client libraries). */
final class VaultErrors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VaultErrors() {}

    static Refusal unauthorized(String message, String tenant, String resource) {
        return Refusal.of(Answer.json(401, body("Unauthorized", message, ""))
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization=\"https://login.windows.net/" + tenant + "\", resource=\"" + resource
                                + "\""));
    }

    static Refusal noRole(String action) {
        return Refusal.of(Answer.json(
                403,
                body(
                        "Forbidden",
                        "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments"
                                + " or role definitions were changed recently, please observe propagation time.\r\nCaller:"
                                + " appid=" + Directory.CLIENT_ID + ";oid=" + Directory.OBJECT_ID
                                + "\r\nAction: '" + action + "'\r\nAssignment: (not found)\r\nVault: example-vault;"
                                + "location=westeurope\r\n",
                        "ForbiddenByRbac")));
    }

    static Refusal notFound(String kind, String name) {
        return Refusal.of(Answer.json(
                404,
                body(
                        kind + "NotFound",
                        "A " + kind.toLowerCase(java.util.Locale.ROOT) + " with (name/id) " + name
                                + " was not found in this key vault. If you recently deleted this "
                                + kind.toLowerCase(java.util.Locale.ROOT)
                                + " you may be able to recover it using the correct recovery command.",
                        "")));
    }

    static Refusal forbidden(String message, String inner) {
        return Refusal.of(Answer.json(403, body("Forbidden", message, inner)));
    }

    static Refusal badParameter(String message) {
        return Refusal.of(Answer.json(400, body("BadParameter", message, "")));
    }

    /** As it is written where somebody else makes the answer of it. */
    static String body(String code, String message, String inner) {
        ObjectNode error = JSON.createObjectNode();
        error.put("code", code).put("message", message);
        if (!inner.isEmpty()) {
            error.putObject("innererror").put("code", inner);
        }
        return JSON.createObjectNode().set("error", error).toString();
    }
}
