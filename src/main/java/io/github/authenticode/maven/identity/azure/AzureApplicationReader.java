package io.github.authenticode.maven.identity.azure;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The reader of an application's tenant and client id: in the pom, else in the settings.xml server, else in the
 * environment.
 */
final class AzureApplicationReader {
    private static final Pattern GUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

    private final AzureSignIn bean;
    private final String owner;
    private final Credentials credentials;
    private final ConfigurationProblems findings;
    private Optional<Server> server = Optional.empty();

    AzureApplicationReader(AzureSignIn bean, String element, Credentials credentials, ConfigurationProblems findings) {
        this.bean = bean;
        this.owner = "<" + element + ">";
        this.credentials = credentials;
        this.findings = findings;
    }

    /** @param alsoPrefix of variables that a CI sets beside those of Azure's libraries: {@code AZURESUBSCRIPTION} */
    Optional<Application> read(Optional<String> alsoPrefix) {
        server = text(bean.serverId).flatMap(id -> credentials.server(owner + "<serverId>", id, findings));
        Optional<String> tenant = text(bean.tenantId)
                .or(() -> server.flatMap(AzureApplicationReader::tenantOf))
                .or(() -> credentials.environment("AZURE_TENANT_ID"))
                .or(() -> alsoPrefix.flatMap(p -> credentials.environment(p + "_TENANT_ID")));
        Optional<String> client = text(bean.clientId)
                .or(() -> server.flatMap(s -> text(s.getUsername())))
                .or(() -> credentials.environment("AZURE_CLIENT_ID"))
                .or(() -> alsoPrefix.flatMap(p -> credentials.environment(p + "_CLIENT_ID")));
        if (tenant.isEmpty()) {
            missing("tenant id", "<tenantId>", "as <tenantId> in the <configuration>", "AZURE_TENANT_ID");
        } else if (!TENANT.matcher(tenant.get()).matches()) {
            wrong("tenant id", "a GUID or a domain", "<tenantId>example.onmicrosoft.com</tenantId>");
        }
        if (client.isEmpty()) {
            missing("client id", "<clientId>", "as <username>", "AZURE_CLIENT_ID");
        } else if (!GUID.matcher(client.get()).matches()) {
            wrong(
                    "client id",
                    "a GUID",
                    "the Application (client) ID of the app registration, <clientId>00000000-0000-0000-0000-000000000000</clientId>");
        }
        return tenant.flatMap(t -> client.map(c -> new Application(t, c)));
    }

    /** Whether settings.xml has the server; if not, that has been said by {@link #read}. */
    boolean knows(String serverId) {
        return server.filter(s -> s.getId().equals(serverId)).isPresent();
    }

    /** Whether the server has any password, which a certificate may do without. */
    boolean hasPassword(String serverId) {
        return server.filter(s -> s.getId().equals(serverId))
                .filter(s -> text(s.getPassword()).isPresent()
                        || text(s.getPassphrase()).isPresent())
                .isPresent();
    }

    private static Optional<String> tenantOf(Server server) {
        Xpp3Dom tenant = server.getConfiguration() instanceof Xpp3Dom dom ? dom.getChild("tenantId") : null;
        return tenant == null ? Optional.empty() : text(tenant.getValue());
    }

    private void missing(String what, String element, String inServer, String variable) {
        String also = text(bean.serverId)
                .map(id -> ", nor " + inServer + " of the server \"" + id + "\"")
                .orElse("");
        findings.add(Problem.of(
                AzureSignInProblem.AZURE_APPLICATION,
                owner + " has no " + what + ": it is neither in " + element + also + ", nor in the environment"
                        + " variable " + variable + ".",
                "Copy it from the overview page of the app registration in the Azure portal into one of these."));
    }

    /** The value is not shown: people mix up the id and the secret. */
    private void wrong(String what, String form, String example) {
        findings.invalid(owner, "the " + what + " is not " + form + ".", example);
    }
}
