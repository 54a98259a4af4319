package io.github.authenticode.maven.identity;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TokenModule;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key on a token, through the PKCS #11 library of its maker. The PIN comes from a settings.xml server or from an
 * environment variable, never from the pom.
 *
 * <pre>{@code
 * <pkcs11>
 *   <module>ykcs11</module>
 *   <token>release</token>
 *   <serverId>token</serverId>
 * </pkcs11>
 * }</pre>
 */
public final class Pkcs11 implements IdentityElement {
    private static final String NAME = "<pkcs11>";

    /** The token's library; or give {@code module}. */
    @Nullable
    File library;

    /** A library that is found by its name: opensc, ykcs11, safenet, softhsm, cloudhsm or smpkcs11. */
    @Nullable
    String module;

    /** Label of the token. Default: the only one. */
    @Nullable
    String token;

    /** Serial number of the token, where labels are not unique. */
    @Nullable
    String serial;

    /** Label of the key or of its certificate. Default: the only key. */
    @Nullable
    String alias;

    /** SHA-1 thumbprint of the certificate, instead of {@code alias}; it is no digest of files. */
    @Nullable
    String thumbprint;

    /** Certificate and intermediates, where the token lacks any of them. */
    @Nullable
    File certificateFile;

    /** The settings.xml server whose password is the PIN. */
    @Nullable
    String serverId;

    /** The environment variable that holds the PIN. */
    @Nullable
    String pinEnv;

    /** Only there to be refused with advice. */
    boolean pinGiven;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        ConfigurationProblems findings = reading.findings();
        Optional<Secret> pin = pin(reading);
        Optional<TokenModule> known = text(module)
                .map(m -> PomValues.of(TokenModule.class, "pkcs11><module", m, TokenModule.OPENSC, findings));
        Optional<String> hash = text(thumbprint).flatMap(t -> thumbprint(t, findings));
        if ((library == null) == known.isEmpty()) {
            findings.invalid(
                    NAME,
                    library == null
                            ? "neither <library> nor <module> is given."
                            : "both <library> and <module> are given.",
                    "only <module>opensc</module>");
            return Optional.empty();
        }
        return Optional.of(new io.github.authenticode.plan.identity.Pkcs11Identity(
                IdentityReading.path(library),
                known,
                text(token),
                text(serial),
                text(alias),
                hash,
                IdentityReading.path(certificateFile),
                pin));
    }

    private Optional<Secret> pin(IdentityReading reading) {
        ConfigurationProblems findings = reading.findings();
        if (pinGiven) {
            findings.add(Problem.of(
                    ConfigurationProblem.SECRET_IN_POM,
                    NAME + " holds a PIN, which a pom must not.",
                    "Remove it, put it into a settings.xml server and name that with <serverId>, or into an environment"
                            + " variable and name that with <pinEnv>."));
        }
        if (serverId != null && pinEnv != null) {
            findings.invalid(NAME, "both <serverId> and <pinEnv> are given.", "only <serverId>token</serverId>");
        }
        return Optional.ofNullable(serverId)
                .flatMap(id -> reading.credentials().ofServer("<pkcs11><serverId>", id, findings))
                .or(() -> Optional.ofNullable(pinEnv)
                        .flatMap(name -> reading.credentials().ofEnvironment("<pkcs11><pinEnv>", name, findings)));
    }

    private static Optional<String> thumbprint(String text, ConfigurationProblems findings) {
        Optional<String> normal = Thumbprint.normalise(text);
        if (normal.isEmpty()) {
            findings.invalid(
                    "<pkcs11><thumbprint>",
                    "\"" + text + "\" is not 40 hexadecimal digits.",
                    "<thumbprint>0123456789ABCDEF0123456789ABCDEF01234567</thumbprint>");
        }
        return normal;
    }

    public void setLibrary(File library) {
        this.library = library;
    }

    public void setModule(String module) {
        this.module = module;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public void setSerial(String serial) {
        this.serial = serial;
    }

    public void setAlias(String alias) {
        this.alias = alias;
    }

    public void setThumbprint(String thumbprint) {
        this.thumbprint = thumbprint;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setPinEnv(String pinEnv) {
        this.pinEnv = pinEnv;
    }

    /** Takes nothing: a PIN in a pom is refused, see {@code <serverId>} and {@code <pinEnv>}. */
    public void setPin(@SuppressWarnings("unused") String refused) {
        pinGiven = true;
    }

    /** Takes nothing, as {@link #setPin}. */
    public void setPassword(String refused) {
        setPin(refused);
    }
}
