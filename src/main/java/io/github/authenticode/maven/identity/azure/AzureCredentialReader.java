package io.github.authenticode.maven.identity.azure;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reader of who signs in to Azure. An element that the chosen kind would not look at is an error, not a decoration.
 */
final class AzureCredentialReader {
    private final AzureSignIn bean;
    private final String owner;
    private final Credentials credentials;
    private final ConfigurationProblems findings;
    private final AzureApplicationReader applications;

    AzureCredentialReader(AzureSignIn bean, String element, Credentials credentials, ConfigurationProblems findings) {
        this.bean = bean;
        this.owner = "<" + element + ">";
        this.credentials = credentials;
        this.findings = findings;
        this.applications = new AzureApplicationReader(bean, element, credentials, findings);
    }

    /** The credential; empty if the pom names none, so that the machine's own counts, or after a finding. */
    Optional<AzureCredential> read() {
        Optional<String> word = text(bean.credential);
        Optional<AzureCredentialKind> kind = word.isPresent() ? word.flatMap(AzureCredentialKind::find) : implied();
        if (word.isPresent() && kind.isEmpty()) {
            findings.add(unknown(word.get()));
            return Optional.empty();
        }
        given().forEach((element, isGiven) -> {
            if (isGiven && kind.filter(k -> k.takes(element)).isEmpty()) {
                findings.add(stray(element, kind));
            }
        });
        return kind.flatMap(this::ofKind);
    }

    private Optional<AzureCredentialKind> implied() {
        return text(bean.serverId).isPresent() || bean.certificateFile != null
                ? Optional.of(AzureCredentialKind.SERVICE_PRINCIPAL)
                : Optional.empty();
    }

    private Map<String, Boolean> given() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("serverId", text(bean.serverId).isPresent());
        given.put("tenantId", text(bean.tenantId).isPresent());
        given.put("clientId", text(bean.clientId).isPresent());
        given.put("certificateFile", bean.certificateFile != null);
        given.put("certificatePasswordEnv", text(bean.certificatePasswordEnv).isPresent());
        given.put("serviceConnectionId", text(bean.serviceConnectionId).isPresent());
        given.put("idTokenEnv", text(bean.idTokenEnv).isPresent());
        given.put("tokenEnv", text(bean.tokenEnv).isPresent());
        return given;
    }

    private Problem unknown(String word) {
        String hint = Nearest.to(word, AzureCredentialKind.words())
                .map(n -> " Did you mean " + n + "?")
                .orElse("");
        return Problem.of(
                ConfigurationProblem.CONFIGURATION,
                owner + "<credential>: \"" + word + "\" is no kind of credential." + hint,
                "Write one of " + String.join(", ", AzureCredentialKind.words())
                        + ", or leave it out to take what the machine offers.");
    }

    private Problem stray(String element, Optional<AzureCredentialKind> kind) {
        return Problem.of(
                ConfigurationProblem.CONFIGURATION,
                owner + "<" + element + ">: it says nothing "
                        + kind.map(k -> "of <credential>" + k.word() + "</credential>.")
                                .orElse("without a <credential>."),
                "Remove it, or write a <credential> that it goes with: " + AzureCredentialKind.thatTake(element) + ".");
    }

    private Optional<AzureCredential> ofKind(AzureCredentialKind kind) {
        return switch (kind) {
            case SERVICE_PRINCIPAL -> servicePrincipal();
            case ENVIRONMENT -> Optional.of(new Ambient.Environment());
            case WORKLOAD_IDENTITY -> applications.read(Optional.empty()).map(Federated.WorkloadIdentity::new);
            case GITHUB_ACTIONS -> applications.read(Optional.empty()).map(Federated.GithubActions::new);
            case AZURE_PIPELINES -> pipelines();
            case GITLAB -> gitlab();
            case MANAGED_IDENTITY ->
                Optional.of(new Ambient.ManagedIdentity(
                        text(bean.clientId).or(() -> credentials.environment("AZURE_CLIENT_ID"))));
            case AZURE_CLI -> Optional.of(new Ambient.AzureCli());
            case TOKEN -> variable("tokenEnv", bean.tokenEnv, "SIGNING_TOKEN").map(Ambient.Token::new);
        };
    }

    private Optional<AzureCredential> servicePrincipal() {
        if (text(bean.serverId).isEmpty() && bean.certificateFile == null) {
            findings.invalid(
                    owner,
                    "<credential>servicePrincipal</credential> needs a <serverId> for its secret, or a"
                            + " <certificateFile>.",
                    "<serverId>azure</serverId>");
            return Optional.empty();
        }
        Optional<Application> application = applications.read(Optional.empty());
        Optional<Proof> proof = bean.certificateFile == null ? secret() : certificate(bean.certificateFile);
        return application.flatMap(a -> proof.map(p -> new ServicePrincipal(a.tenantId(), a.clientId(), p)));
    }

    private Optional<Proof> secret() {
        if (text(bean.certificatePasswordEnv).isPresent()) {
            findings.invalid(
                    owner + "<certificatePasswordEnv>",
                    "there is no <certificateFile> that it could open.",
                    "<certificateFile>azure.pfx</certificateFile>");
        }
        return text(bean.serverId)
                .filter(applications::knows)
                .flatMap(id -> credentials.ofServer(owner + "<serverId>", id, findings))
                .map(Proof.ClientSecret::new);
    }

    private Optional<Proof> certificate(File file) {
        if (!file.isFile()) {
            findings.invalid(
                    owner + "<certificateFile>",
                    file + " does not exist or is no file.",
                    "<certificateFile>azure.pfx</certificateFile>");
        }
        Optional<String> variable = text(bean.certificatePasswordEnv);
        Optional<Secret> password = variable.isPresent()
                ? variable("certificatePasswordEnv", bean.certificatePasswordEnv, "AZURE_CERTIFICATE_PASSWORD")
                        .flatMap(name -> credentials.ofEnvironment(owner + "<certificatePasswordEnv>", name, findings))
                : text(bean.serverId)
                        .filter(applications::hasPassword)
                        .flatMap(id -> credentials.ofServer(owner + "<serverId>", id, findings));
        return Optional.of(new Proof.ClientCertificate(file.toPath(), password));
    }

    private Optional<AzureCredential> pipelines() {
        Optional<Application> application = applications.read(Optional.of("AZURESUBSCRIPTION"));
        Optional<String> connection = text(bean.serviceConnectionId)
                .or(() -> credentials.environment("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"));
        if (connection.isEmpty()) {
            findings.invalid(
                    owner,
                    "<credential>azurePipelines</credential> needs the id of a service connection.",
                    "<serviceConnectionId>00000000-0000-0000-0000-000000000000</serviceConnectionId>");
        }
        return application.flatMap(a -> connection.map(c -> new Federated.AzurePipelines(a, c)));
    }

    private Optional<AzureCredential> gitlab() {
        Optional<Application> application = applications.read(Optional.empty());
        Optional<String> variable = variable("idTokenEnv", bean.idTokenEnv, "AZURE_ID_TOKEN");
        return application.flatMap(a -> variable.map(v -> new Federated.Gitlab(a, v)));
    }

    /** The name of a variable. What is none is not shown: it may be the secret itself. */
    private Optional<String> variable(String element, @Nullable String value, String example) {
        Optional<String> name = text(value);
        if (name.filter(n -> n.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")).isEmpty()) {
            findings.invalid(
                    owner + "<" + element + ">",
                    name.isEmpty() ? "it is missing." : "that is no name of an environment variable.",
                    "<" + element + ">" + example + "</" + element + ">");
            return Optional.empty();
        }
        return name;
    }
}
