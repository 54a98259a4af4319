package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A service that takes a second for a signature and an authority that takes 0.3 s, as the genuine ones do. */
final class ArtifactSigningService implements Row {
    static final int FILES = 100;
    static final Duration OPERATION = Duration.ofSeconds(1);
    static final Duration TIMESTAMP = Duration.ofMillis(300);
    private static final int BYTES = 115_000;
    private static final int IN_FLIGHT = 16;
    private static final double REACH = 12;
    private static final double NEAR = 1.15;

    @Override
    public String name() {
        return "artifact-signing";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        try (AzureDouble services = lab.services(OPERATION, TIMESTAMP)) {
            Duel duel = new Duel(
                    project(lab, "artifact-signing-ours", services, timestamps(services)),
                    trusting(lab, services, lab.jsign("artifact-signing-jsign", """
                            <keystore>%s</keystore>
                            <storepass>%s</storepass>
                            <storetype>TRUSTEDSIGNING</storetype>
                            <alias>%s/%s</alias>
                            <tsaurl>%s</tsaurl>
                            """.formatted(
                                    services.url(),
                                    services.accessToken(),
                                    AzureDouble.ACCOUNT,
                                    AzureDouble.PROFILE,
                                    services.timestampUrl()))),
                    ArtifactSigningService::fill);
            duel.fight(lab.runs());
            double ideal = ideal();
            Line line = duel.line(
                    "100 files, Artifact Signing at 1.0 s and timestamps at 0.3 s",
                    REACH,
                    String.format(
                            Locale.ROOT,
                            "%.2f of the ideal of %.1f s for 16 files in flight (reach: 1.15), %.2f of the %.1f s for 16"
                                    + " signatures under way and nothing else waited for. %s",
                            duel.ours() / ideal,
                            ideal,
                            duel.ours() / pipelined(),
                            pipelined(),
                            duel.times()));
            return new Line(
                    line.work(),
                    line.against(),
                    line.ours(),
                    line.theirs(),
                    line.measured(),
                    line.reach(),
                    line.reached() && duel.ours() <= NEAR * ideal,
                    line.detail());
        }
    }

    /** As many rounds as it takes with all of them full, each as long as a file takes. */
    static double ideal() {
        return Math.ceil((double) FILES / IN_FLIGHT) * OPERATION.plus(TIMESTAMP).toMillis() / 1000;
    }

    /** As many rounds as it takes with the service never idle, and the last timestamp. */
    static double pipelined() {
        return (Math.ceil((double) FILES / IN_FLIGHT) * OPERATION.toMillis() + TIMESTAMP.toMillis()) / 1000;
    }

    static void fill(Project project) throws IOException {
        project.fill(FILES, BYTES);
    }

    static String timestamps(AzureDouble services) {
        return "<url>" + services.timestampUrl() + "</url>";
    }

    /** This plugin with the services; the project trusts them. */
    static Project project(Lab lab, String name, AzureDouble services, String timestampUrls) throws Exception {
        Path root = lab.folder().resolve(name + ".cer");
        Files.write(root, services.signingRoot().getEncoded());
        Project project = lab.ours(
                name,
                """
                <engine>embedded</engine>
                <artifactSigning>
                  <endpoint>%s</endpoint>
                  <allowCustomEndpoint>true</allowCustomEndpoint>
                  <account>%s</account>
                  <certificateProfile>%s</certificateProfile>
                  <serverId>azure-double</serverId>
                </artifactSigning>
                <timestamp><urls>%s</urls></timestamp>
                <trustedRoots><trustedRoot>%s</trustedRoot><trustedRoot>%s</trustedRoot></trustedRoots>
                """.formatted(
                                services.url(),
                                AzureDouble.ACCOUNT,
                                AzureDouble.PROFILE,
                                timestampUrls,
                                root,
                                lab.authorityRoot()),
                "sign");
        return trusting(lab, services, project)
                .with("AZURE_AUTHORITY_HOST", services.url().toString());
    }

    /** Downloads were made for the local key; what is trusted here beside the services does not matter. */
    private static Project trusting(Lab lab, AzureDouble services, Project project) throws Exception {
        Path store = lab.folder().resolve("trust-" + services.url().getPort() + ".p12");
        services.writeTrustStore(store);
        return project.with(
                        "MAVEN_OPTS",
                        "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword="
                                + AzureDouble.TRUST_STORE_PASSWORD)
                .argument("-o");
    }
}
