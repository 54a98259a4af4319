package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.KeystoreType;
import io.github.authenticode.plan.Secret;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns the one identity element of a pom into an {@link Identity}. */
final class IdentityReader {
    private final Credentials credentials;
    private final ToolIdentities tools;
    private final ArtifactSigningReader azure;
    private final Path userHome;
    private final Findings findings;

    /** @param warnings told what may be right all the same */
    IdentityReader(Credentials credentials, Consumer<String> warnings, Path userHome, Findings findings) {
        this.credentials = credentials;
        this.tools = new ToolIdentities(findings);
        this.azure = new ArtifactSigningReader(credentials, findings, warnings);
        this.userHome = userHome;
        this.findings = findings;
    }

    /** Exactly one of the elements must be there: none, or two, is a finding that lists the choices. */
    Optional<Identity> read(IdentityElements elements) {
        List<String> given = elements.given();
        if (given.isEmpty()) {
            findings.add(choose("no-identity", "The configuration does not say who signs."));
        } else if (given.size() > 1) {
            findings.add(choose(
                    "two-identities",
                    "The configuration names " + given.size() + " identities: " + String.join(", ", given) + "."));
        }
        return given.size() == 1 ? only(elements) : Optional.empty();
    }

    private Optional<Identity> only(IdentityElements elements) {
        if (elements.keystore() != null) {
            return keystore(elements.keystore());
        }
        if (elements.testCertificate() != null) {
            return Optional.of(elements.testCertificate().identity(userHome));
        }
        if (elements.storeCertificate() != null) {
            return tools.storeCertificate(elements.storeCertificate());
        }
        if (elements.keyContainer() != null) {
            return tools.keyContainer(elements.keyContainer());
        }
        return elements.artifactSigning() == null ? Optional.empty() : azure.read(elements.artifactSigning());
    }

    private static Problem choose(String id, String cause) {
        return Problem.of(id, cause, "Write exactly one of " + IdentityElements.CHOICES + ".");
    }

    private Optional<Identity> keystore(Keystore bean) {
        if (bean.passwordGiven) {
            findings.add(Problem.of(
                    "secret-in-pom",
                    "<keystore> holds a password, which a pom must not.",
                    "Remove it, put it into a settings.xml server and name that with <serverId>, or into an environment"
                            + " variable and name that with <passwordEnv>."));
        }
        if (bean.serverId != null && bean.passwordEnv != null) {
            findings.invalid(
                    "<keystore>", "both <serverId> and <passwordEnv> are given.", "only <serverId>codesign</serverId>");
        }
        Optional<Secret> password = Optional.ofNullable(bean.serverId)
                .flatMap(id -> credentials.ofServer("<keystore><serverId>", id, findings))
                .or(() -> Optional.ofNullable(bean.passwordEnv)
                        .flatMap(name -> credentials.ofEnvironment("<keystore><passwordEnv>", name, findings)));
        Optional<Secret> keyPassword = Optional.ofNullable(bean.keyPasswordEnv)
                .flatMap(name -> credentials.ofEnvironment("<keystore><keyPasswordEnv>", name, findings));
        if (bean.file == null) {
            findings.invalid("<keystore>", "<file> is missing.", "<file>release.p12</file>");
            return Optional.empty();
        }
        Path file = bean.file.toPath();
        return Optional.of(new Identity.Keystore(
                file,
                type(bean, file),
                password,
                Optional.ofNullable(bean.alias),
                keyPassword,
                Optional.ofNullable(bean.certificateFile).map(File::toPath)));
    }

    private KeystoreType type(Keystore bean, Path file) {
        if (bean.type != null) {
            return Choice.of(KeystoreType.class, "keystore><type", bean.type, KeystoreType.PKCS12, findings);
        }
        return switch (FileFormat.extensionOf(file.toString())) {
            case "jks" -> KeystoreType.JKS;
            case "jceks" -> KeystoreType.JCEKS;
            case "pem", "key" -> KeystoreType.PEM;
            default -> KeystoreType.PKCS12;
        };
    }
}
