package io.github.authenticode.maven.identity;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key in a file. The password comes from a settings.xml server or from an environment variable, never from the pom.
 *
 * <pre>{@code
 * <keystore>
 *   <file>release.p12</file>
 *   <serverId>codesign</serverId>
 * </keystore>
 * }</pre>
 */
public final class Keystore implements IdentityElement {
    /** PKCS#12 or JKS keystore, or PEM private key; relative to the project. */
    @Nullable
    File file;

    /** {@code PKCS12}, {@code JKS}, {@code JCEKS} or {@code PEM}. Default: by the file name's extension. */
    @Nullable
    String type;

    /** The key entry. Default: the only one. */
    @Nullable
    String alias;

    /** The settings.xml server whose password (or passphrase) opens the keystore. */
    @Nullable
    String serverId;

    /** The environment variable that holds the password. */
    @Nullable
    String passwordEnv;

    /** The environment variable that holds the key entry's password, where it differs from the keystore's. */
    @Nullable
    String keyPasswordEnv;

    /** PEM or PKCS#7 file with the certificate chain: needed for a PEM key, else it completes the keystore's. */
    @Nullable
    File certificateFile;

    /** Only there to be refused with advice. */
    boolean passwordGiven;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        ConfigurationProblems findings = reading.findings();
        Credentials credentials = reading.credentials();
        if (passwordGiven) {
            findings.add(Problem.of(
                    ConfigurationProblem.SECRET_IN_POM,
                    "<keystore> holds a password, which a pom must not.",
                    "Remove it, put it into a settings.xml server and name that with <serverId>, or into an environment"
                            + " variable and name that with <passwordEnv>."));
        }
        if (serverId != null && passwordEnv != null) {
            findings.invalid(
                    "<keystore>", "both <serverId> and <passwordEnv> are given.", "only <serverId>codesign</serverId>");
        }
        Optional<Secret> password = Optional.ofNullable(serverId)
                .flatMap(id -> credentials.ofServer("<keystore><serverId>", id, findings))
                .or(() -> Optional.ofNullable(passwordEnv)
                        .flatMap(name -> credentials.ofEnvironment("<keystore><passwordEnv>", name, findings)));
        Optional<Secret> keyPassword = Optional.ofNullable(keyPasswordEnv)
                .flatMap(name -> credentials.ofEnvironment("<keystore><keyPasswordEnv>", name, findings));
        if (file == null) {
            findings.invalid("<keystore>", "<file> is missing.", "<file>release.p12</file>");
            return Optional.empty();
        }
        Path path = file.toPath();
        return Optional.of(new KeystoreIdentity(
                path,
                type(path, findings),
                password,
                Optional.ofNullable(alias),
                keyPassword,
                Optional.ofNullable(certificateFile).map(File::toPath)));
    }

    private KeystoreType type(Path path, ConfigurationProblems findings) {
        if (type != null) {
            return PomValues.of(KeystoreType.class, "keystore><type", type, KeystoreType.PKCS12, findings);
        }
        return switch (FileFormat.extensionOf(path.toString())) {
            case "jks" -> KeystoreType.JKS;
            case "jceks" -> KeystoreType.JCEKS;
            case "pem", "key" -> KeystoreType.PEM;
            default -> KeystoreType.PKCS12;
        };
    }

    public void setFile(File file) {
        this.file = file;
    }

    public void setType(String type) {
        this.type = type;
    }

    public void setAlias(String alias) {
        this.alias = alias;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setPasswordEnv(String passwordEnv) {
        this.passwordEnv = passwordEnv;
    }

    public void setKeyPasswordEnv(String keyPasswordEnv) {
        this.keyPasswordEnv = keyPasswordEnv;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    /** Takes nothing: a password in a pom is refused, see {@code <serverId>} and {@code <passwordEnv>}. */
    public void setPassword(@SuppressWarnings("unused") String refused) {
        passwordGiven = true;
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setStorepass(String refused) {
        setPassword(refused);
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setKeypass(String refused) {
        setPassword(refused);
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setKeyPassword(String refused) {
        setPassword(refused);
    }
}
