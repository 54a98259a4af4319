package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The double as a process of its own, for whole builds: leaves everything a build needs to know in a folder, last of
 * all {@code azure-double.properties}, says "ready", and ends when its standard input does or when it is told to over
 * HTTP.
 */
final class Program {
    private final Path folder;
    private final CountDownLatch stop = new CountDownLatch(1);

    Program(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    void run(String... options) throws Exception {
        Files.createDirectories(folder);
        Settings settings = AzureDouble.settings();
        for (String option : options) {
            String[] pair = option.split("=", 2);
            set(settings, pair[0], pair[1]);
        }
        try (AzureDouble azure = settings.start()) {
            // A little later, so that who asked for it gets an answer.
            azure.control(() -> CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                    .execute(stop::countDown));
            writeFiles(azure);
            endWithStandardInput();
            System.out.println("ready");
            while (!stop.await(1, TimeUnit.SECONDS)) {
                writeFederatedToken(azure);
            }
        }
    }

    private void set(Settings settings, String name, String value) throws ProblemException {
        switch (name) {
            case "timestampTime" ->
                settings.timestamps(
                        TestAuthority.open(folder.resolve("tsa"), Clock.systemUTC()), Duration.parse(value));
            case "tokenLife" -> settings.tokenLife(Duration.parse(value));
            case "assertionLife" -> settings.assertionLife(Duration.parse(value));
            case "operationTime" -> settings.operationTime(Duration.parse(value));
            case "rotateAfter" -> settings.rotateAfter(Integer.parseInt(value));
            case "withoutRole" -> settings.withoutRole();
            case "withoutManagedIdentity" -> settings.withoutManagedIdentity();
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void endWithStandardInput() {
        Thread reader = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // Then it is closed.
                    } finally {
                        stop.countDown();
                    }
                },
                "standard input");
        reader.setDaemon(true);
        reader.start();
    }

    private void writeFiles(AzureDouble azure) throws GeneralSecurityException, IOException {
        azure.writeTrustStore(folder.resolve("trust.p12"));
        Files.writeString(
                folder.resolve("signing-root.pem"),
                ClientFiles.pem("CERTIFICATE", azure.signingRoot().getEncoded()));
        ClientFiles.writeKeys(azure.clientCertificate(), folder);
        writeFederatedToken(azure);
        Path unfinished = folder.resolve("azure-double.properties.part");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            properties(azure).store(out, null);
        }
        Files.move(unfinished, folder.resolve("azure-double.properties"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** As Kubernetes does: the file is replaced before the assertion in it ends. */
    private void writeFederatedToken(AzureDouble azure) throws IOException {
        Path unfinished = folder.resolve("federated-token.part");
        Files.writeString(unfinished, azure.assertion(Issuer.KUBERNETES), US_ASCII);
        Files.move(unfinished, folder.resolve("federated-token"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Properties properties(AzureDouble azure) {
        Properties p = new Properties();
        p.setProperty("url", azure.url().toString());
        p.setProperty("http.url", azure.imdsUrl().toString());
        p.setProperty("tsa.url", azure.timestampUrl().toString());
        p.setProperty("tsa.root", file("tsa/root.pem"));
        p.setProperty("signing.root", file("signing-root.pem"));
        p.setProperty("trustStore", file("trust.p12"));
        p.setProperty("trustStore.password", AzureDouble.TRUST_STORE_PASSWORD);
        p.setProperty("account", AzureDouble.ACCOUNT);
        p.setProperty("profile", AzureDouble.PROFILE);
        p.setProperty("publisher", AzureDouble.PUBLISHER);
        p.setProperty("subscriberEku", AzureDouble.SUBSCRIBER_EKU);
        p.setProperty("tenant", AzureDouble.TENANT);
        p.setProperty("clientId", AzureDouble.CLIENT_ID);
        p.setProperty("clientSecret", AzureDouble.CLIENT_SECRET);
        p.setProperty("clientSecret.expired", AzureDouble.EXPIRED_SECRET);
        p.setProperty("clientSecret.id", AzureDouble.SECRET_ID);
        p.setProperty("client.pem", file("client.pem"));
        p.setProperty("client.pfx", file("client.pfx"));
        p.setProperty("client.pfx.password", ClientFiles.PFX_PASSWORD);
        p.setProperty("federatedTokenFile", file("federated-token"));
        p.setProperty("github.url", azure.githubUrl().toString());
        p.setProperty("github.token", AzureDouble.GITHUB_TOKEN);
        p.setProperty("pipelines.url", azure.pipelinesUrl().toString());
        p.setProperty("pipelines.token", AzureDouble.PIPELINES_TOKEN);
        p.setProperty("pipelines.serviceConnection", AzureDouble.SERVICE_CONNECTION);
        return p;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
