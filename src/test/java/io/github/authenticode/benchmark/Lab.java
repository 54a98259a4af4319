package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The equipment that all measurements share: the machine's Maven, the keys, the services on the loopback interface.
 *
 * @param folder where projects are made
 * @param version of this plugin
 * @param runs of which the median counts
 * @param options of this plugin's builds alone: more arguments, to try something out
 */
public record Lab(
        Path folder, MavenProgram maven, String version, int runs, String options, Keys keys, TestAuthority authority) {
    /** Finds what the pom's profile has told this JVM. */
    static Lab ofProperties() throws Exception {
        Path folder = Files.createDirectories(Path.of(property("folder")));
        Path settings = Files.writeString(
                folder.resolve("settings.xml"),
                SETTINGS.formatted(
                        AzureDouble.CLIENT_ID,
                        AzureDouble.CLIENT_SECRET,
                        AzureDouble.TENANT,
                        Path.of(property("downloads")).toUri()));
        return new Lab(
                folder,
                new MavenProgram(Path.of(property("maven")), settings, Path.of(property("repository"))),
                property("version"),
                Integer.parseInt(property("runs")),
                System.getProperty("authenticode.benchmark.options", ""),
                Keys.in(folder.resolve("keys")),
                TestAuthority.open(folder.resolve("authority"), Clock.systemUTC()));
    }

    /** Azure's services and a timestamp authority, at this pace. */
    AzureDouble services(Duration operation, Duration timestamp) throws Exception {
        return AzureDouble.settings()
                .tolerant()
                .operationTime(operation)
                .timestamps(authority, timestamp)
                .start();
    }

    Path authorityRoot() {
        return folder.resolve("authority/root.pem");
    }

    /** A project with this plugin. */
    Project ours(String name, String configuration, String... goals) throws IOException {
        Project project = Project.of(maven, folder.resolve(name), Plugins.ours(version, configuration, goals))
                .with("CODESIGN_PASSWORD", Keys.PASSWORD);
        for (String option : options.split(" ", -1)) {
            if (!option.isEmpty()) {
                project.argument(option);
            }
        }
        return project;
    }

    /** A project with the plugin of jsign. */
    Project jsign(String name, String configuration) throws IOException {
        return Project.of(maven, folder.resolve(name), Plugins.jsign(configuration));
    }

    /** The configuration of this plugin for the key in a file. */
    String localKey(AzureDouble services) {
        return """
                <keystore><file>%s</file><passwordEnv>CODESIGN_PASSWORD</passwordEnv></keystore>
                <timestamp><urls><url>%s</url></urls></timestamp>
                <trustedRoots><trustedRoot>%s</trustedRoot><trustedRoot>%s</trustedRoot></trustedRoots>
                """.formatted(keys.store(), services.timestampUrl(), keys.root(), authorityRoot());
    }

    private static String property(String name) {
        String value = System.getProperty("authenticode.benchmark." + name);
        if (value == null) {
            throw new IllegalStateException("Run this by mvn verify -Pbenchmark.");
        }
        return value;
    }

    private static final String SETTINGS = """
            <settings>
              <servers>
                <server>
                  <id>azure-double</id>
                  <username>%s</username>
                  <password><![CDATA[%s]]></password>
                  <configuration><tenantId>%s</tenantId></configuration>
                </server>
              </servers>
              <profiles>
                <profile>
                  <id>local-repository-first</id>
                  <activation><activeByDefault>true</activeByDefault></activation>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>developers-local-repository</id>
                      <url>%s</url>
                      <releases><updatePolicy>never</updatePolicy><checksumPolicy>ignore</checksumPolicy></releases>
                      <snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
            </settings>
            """;
}
