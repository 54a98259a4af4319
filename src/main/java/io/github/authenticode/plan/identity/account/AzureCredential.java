package io.github.authenticode.plan.identity.account;

import java.util.Optional;

/**
 * The credential by which the build proves to Entra who it is. One record for each kind that a pom can name with {@code
 * <credential>}.
 */
public sealed interface AzureCredential permits ServicePrincipal, AzureCredential.Ambient, AzureCredential.Federated {

    /** The word in the pom: {@code githubActions}. */
    String kind();

    /** Something that the machine, its user or its environment brings. */
    sealed interface Ambient extends AzureCredential {
        /**
         * A service principal in the variables AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or
         * _CERTIFICATE_PATH.
         */
        record Environment() implements Ambient {
            @Override
            public String kind() {
                return "environment";
            }
        }

        /**
         * The identity that Azure gave to the virtual machine, container or App Service the build runs on.
         *
         * @param clientId of a user-assigned identity; absent means the machine's own
         */
        record ManagedIdentity(Optional<String> clientId) implements Ambient {
            @Override
            public String kind() {
                return "managedIdentity";
            }
        }

        /** Whoever is logged in with {@code az login}. */
        record AzureCli() implements Ambient {
            @Override
            public String kind() {
                return "azureCli";
            }
        }

        /**
         * An access token that somebody else got; it is never refreshed.
         *
         * @param variable the environment variable that holds it
         */
        record Token(String variable) implements Ambient {
            @Override
            public String kind() {
                return "token";
            }
        }
    }

    /**
     * An application that another issuer vouches for with an assertion, which Entra exchanges for a token. Assertions
     * live minutes, so that each exchange needs a new one.
     */
    sealed interface Federated extends AzureCredential {
        /** The application and its directory. */
        Application application();

        /** The assertion in the file that AZURE_FEDERATED_TOKEN_FILE names; its writer renews it. */
        record WorkloadIdentity(Application application) implements Federated {
            @Override
            public String kind() {
                return "workloadIdentity";
            }
        }

        /** GitHub's own assertion, which a job may ask for that has the permission {@code id-token: write}. */
        record GithubActions(Application application) implements Federated {
            @Override
            public String kind() {
                return "githubActions";
            }
        }

        /**
         * The assertion of Azure Pipelines for a service connection.
         *
         * @param serviceConnectionId the connection's GUID
         */
        record AzurePipelines(Application application, String serviceConnectionId) implements Federated {
            @Override
            public String kind() {
                return "azurePipelines";
            }
        }

        /**
         * GitLab's assertion, which a job declares with {@code id_tokens}.
         *
         * @param variable the environment variable that holds it
         */
        record Gitlab(Application application, String variable) implements Federated {
            @Override
            public String kind() {
                return "gitlab";
            }
        }
    }

    /**
     * An application of Entra.
     *
     * @param tenantId the directory: a GUID or a domain
     * @param clientId the application's GUID
     */
    record Application(String tenantId, String clientId) {
        public Application {
            if (tenantId.isBlank() || clientId.isBlank()) {
                throw new IllegalArgumentException("tenantId and clientId must not be blank");
            }
        }
    }
}
