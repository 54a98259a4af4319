package io.github.authenticode.maven.identity.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words that {@code <credential>} takes, and the elements that go with each. */
enum AzureCredentialKind {
    SERVICE_PRINCIPAL(
            "servicePrincipal", "serverId", "tenantId", "clientId", "certificateFile", "certificatePasswordEnv"),
    ENVIRONMENT("environment"),
    WORKLOAD_IDENTITY("workloadIdentity", "serverId", "tenantId", "clientId"),
    GITHUB_ACTIONS("githubActions", "serverId", "tenantId", "clientId"),
    AZURE_PIPELINES("azurePipelines", "serverId", "tenantId", "clientId", "serviceConnectionId"),
    GITLAB("gitlab", "serverId", "tenantId", "clientId", "idTokenEnv"),
    MANAGED_IDENTITY("managedIdentity", "clientId"),
    AZURE_CLI("azureCli"),
    TOKEN("token", "tokenEnv");

    private final String word;
    private final List<String> elements;

    AzureCredentialKind(String word, String... elements) {
        this.word = word;
        this.elements = List.of(elements);
    }

    String word() {
        return word;
    }

    /** Whether an element of an identity in Azure says something of this kind. */
    boolean takes(String element) {
        return elements.contains(element);
    }

    /** The words of the kinds that an element goes with. */
    static String thatTake(String element) {
        return Arrays.stream(values())
                .filter(k -> k.takes(element))
                .map(AzureCredentialKind::word)
                .collect(Collectors.joining(", "));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AzureCredentialKind::word).toList();
    }

    static Optional<AzureCredentialKind> find(String word) {
        return Arrays.stream(values())
                .filter(k -> k.word.equalsIgnoreCase(word))
                .findFirst();
    }
}
