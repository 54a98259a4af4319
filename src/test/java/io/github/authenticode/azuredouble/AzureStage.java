package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.testing.TickingClock;
import io.github.authenticode.testing.certificate.TrustStoreFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The doubles that whole builds sign with. They run in the JVM of maven-invoker-plugin and end with it; each build has
 * one of its own, so that its counters are of that build alone.
 */
public final class AzureStage {
    private static final Duration PATIENT = Duration.ofHours(1);

    private final Path folder;
    private final Map<String, AzureDouble> doubles = new LinkedHashMap<>();

    private AzureStage(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Starts the doubles, and leaves in the folder what builds need. */
    public static AzureStage set(Path folder, TestAuthority authority) throws IOException, GeneralSecurityException {
        AzureStage stage = new AzureStage(folder);
        stage.start("credentials", AzureDouble.settings().assertionLife(PATIENT).timestamps(authority, Duration.ZERO));
        stage.start("thrift", AzureDouble.settings());
        stage.start("rotating", AzureDouble.settings().rotateAfter(2));
        stage.start("vault", AzureDouble.settings());
        stage.start("refusing", AzureDouble.settings().withoutRole().withoutManagedIdentity());
        // A second goes by each time this one looks at its clock: its tokens end in the middle of a set, and its
        // assertions before.
        stage.start(
                "hurried",
                AzureDouble.settings()
                        .clock(new TickingClock(Instant.now(), Duration.ofSeconds(1)))
                        .assertionLife(Duration.ofSeconds(5))
                        .tokenLife(Duration.ofSeconds(12)));
        stage.writeFiles();
        return stage;
    }

    private void start(String name, Settings settings) throws IOException, GeneralSecurityException {
        AzureDouble azure = settings.start();
        azure.control(azure::close);
        doubles.put(name, azure);
    }

    private void writeFiles() throws IOException, GeneralSecurityException {
        StringBuilder roots = new StringBuilder();
        for (AzureDouble azure : doubles.values()) {
            roots.append(ClientFiles.pem("CERTIFICATE", azure.signingRoot().getEncoded()));
        }
        List<X509Certificate> vault =
                named("vault").vaultCertificate("code-signing").chain();
        roots.append(ClientFiles.pem("CERTIFICATE", vault.get(2).getEncoded()));
        Files.writeString(folder.resolve("signing-roots.pem"), roots);
        Files.writeString(
                folder.resolve("vault-chain.pem"),
                ClientFiles.pem("CERTIFICATE", vault.get(1).getEncoded()));
        TrustStoreFile.write(
                folder.resolve("trust.p12"),
                AzureDouble.TRUST_STORE_PASSWORD,
                doubles.values().stream().map(AzureDouble::tlsRoot).toList());
        AzureDouble azure = named("credentials");
        ClientFiles.writeKeys(azure.clientCertificate(), folder);
        Files.writeString(folder.resolve("federated-token"), azure.assertion(Issuer.KUBERNETES), US_ASCII);
        writeProgram(
                "az/az",
                "echo \"$*\" >>'" + file("az.log") + "'\necho '{\"accessToken\":\"" + azure.accessToken()
                        + "\",\"expires_on\":" + Instant.now().plus(PATIENT).getEpochSecond() + "}'\n");
        writeProgram("az-logged-out/az", "echo \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1\n");
    }

    private void writeProgram(String name, String script) throws IOException {
        Path program = folder.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + program);
        }
    }

    /** What poms need to know; {@code it.azure.NAME.control} is where verify scripts read the counters. */
    public Properties properties() {
        Properties p = new Properties();
        doubles.forEach((name, azure) -> {
            p.setProperty("it.azure." + name, azure.url().toString());
            p.setProperty("it.azure." + name + ".control", azure.imdsUrl() + "/double/counters");
        });
        p.setProperty("it.azure.tsa", named("credentials").timestampUrl().toString());
        p.setProperty("it.azure.roots", file("signing-roots.pem"));
        p.setProperty("it.azure.account", AzureDouble.ACCOUNT);
        p.setProperty("it.azure.profile", AzureDouble.PROFILE);
        p.setProperty("it.azure.publisher", AzureDouble.PUBLISHER);
        p.setProperty("it.azure.subscriberEku", AzureDouble.SUBSCRIBER_EKU);
        p.setProperty("it.azure.tenant", AzureDouble.TENANT);
        p.setProperty("it.azure.clientId", AzureDouble.CLIENT_ID);
        p.setProperty("it.azure.serviceConnection", AzureDouble.SERVICE_CONNECTION);
        p.setProperty("it.azure.client", file("client"));
        p.setProperty("it.azure.vault.chain", file("vault-chain.pem"));
        return p;
    }

    /** The environment of a build that signs in at a double, as a job of every CI at once if {@code rich}. */
    public Map<String, String> environment(String name, boolean rich) {
        AzureDouble azure = named(name);
        Map<String, String> e = new LinkedHashMap<>();
        e.put("AZURE_AUTHORITY_HOST", azure.url().toString());
        e.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", azure.imdsUrl().toString());
        e.put("PATH", file(rich ? "az" : "az-logged-out") + File.pathSeparator + System.getenv("PATH"));
        e.put("ACTIONS_ID_TOKEN_REQUEST_URL", azure.githubUrl().toString());
        e.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", AzureDouble.GITHUB_TOKEN);
        if (rich) {
            e.put("AZURE_TENANT_ID", AzureDouble.TENANT);
            e.put("AZURE_CLIENT_ID", AzureDouble.CLIENT_ID);
            e.put("AZURE_CLIENT_SECRET", AzureDouble.CLIENT_SECRET);
            e.put("AZURE_FEDERATED_TOKEN_FILE", file("federated-token"));
            e.put("SYSTEM_OIDCREQUESTURI", azure.pipelinesUrl().toString());
            e.put("SYSTEM_ACCESSTOKEN", AzureDouble.PIPELINES_TOKEN);
            e.put("GITLAB_ID_TOKEN", azure.assertion(Issuer.GITLAB));
            e.put("READY_TOKEN", azure.accessToken());
            e.put("PFX_PASSWORD", ClientFiles.PFX_PASSWORD);
        }
        return e;
    }

    private AzureDouble named(String name) {
        AzureDouble azure = doubles.get(name);
        if (azure == null) {
            throw new IllegalArgumentException(name);
        }
        return azure;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
