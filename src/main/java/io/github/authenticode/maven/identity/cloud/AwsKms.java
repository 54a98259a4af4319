package io.github.authenticode.maven.identity.cloud;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.identity.IdentityElement;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.account.AwsAccount;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.jspecify.annotations.Nullable;

/**
 * A key in AWS KMS.
 *
 * <pre>{@code
 * <awsKms>
 *   <region>eu-west-1</region>
 *   <key>alias/code-signing</key>
 *   <certificateFile>code-signing.pem</certificateFile>
 * </awsKms>
 * }</pre>
 */
public final class AwsKms implements IdentityElement {
    private static final String REGION_EXAMPLE = "<region>eu-west-1</region>";
    private static final String KEY_EXAMPLE = "<key>alias/code-signing</key>";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");

    /** The region of the key. Default: that of the key's ARN, else AWS_REGION, else AWS_DEFAULT_REGION. */
    @Nullable
    String region;

    /** The key's id, its ARN, or an alias with {@code alias/} before it. */
    @Nullable
    String key;

    /** The key's certificate and the intermediates, PEM or PKCS#7. */
    @Nullable
    File certificateFile;

    /**
     * The server of settings.xml whose username is the access key id and whose password is the secret access key.
     * Default: what the machine offers.
     */
    @Nullable
    String serverId;

    /** The address of KMS, such as of a VPC endpoint. Default: the region's own. */
    @Nullable
    String endpoint;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> name = reading.required("<awsKms><key>", key, KEY_EXAMPLE);
        if (name.filter(n -> !KEY.matcher(n).matches()).isPresent()) {
            reading.findings()
                    .invalid("<awsKms><key>", "\"" + name.get() + "\" is no id, ARN or alias of a key.", KEY_EXAMPLE);
            name = Optional.empty();
        }
        Optional<String> where = region(name, reading);
        Optional<URI> address = where.flatMap(r -> ServiceAddress.read(
                "<awsKms><endpoint>",
                text(endpoint).orElse(usual(r)),
                "<endpoint>" + usual("eu-west-1") + "</endpoint>",
                reading.findings()));
        Optional<Path> certificate = CertificatePathElement.read("awsKms", certificateFile, reading.findings());
        Optional<AwsAccount> account = text(serverId).flatMap(id -> account(id, reading));
        if (text(serverId).isPresent() && account.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> named = name;
        return where.flatMap(r -> address.flatMap(
                a -> named.flatMap(n -> certificate.map(c -> new AwsKmsIdentity(r, a, n, c, account)))));
    }

    private Optional<String> region(Optional<String> name, IdentityReading reading) {
        Optional<String> given = text(region)
                .or(() -> name.filter(n -> n.startsWith("arn:"))
                        .map(n -> n.split(":", -1))
                        .filter(parts -> parts.length > 3)
                        .map(parts -> parts[3]))
                .or(() -> reading.credentials().environment("AWS_REGION"))
                .or(() -> reading.credentials().environment("AWS_DEFAULT_REGION"));
        if (given.isEmpty()) {
            reading.findings().invalid("<awsKms><region>", "it is missing, and AWS_REGION is not set.", REGION_EXAMPLE);
        } else if (!REGION.matcher(given.get()).matches()) {
            reading.findings()
                    .invalid("<awsKms><region>", "\"" + given.get() + "\" is no region of AWS.", REGION_EXAMPLE);
            return Optional.empty();
        }
        return given;
    }

    private static String usual(String region) {
        return "https://kms." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
    }

    /** Empty after a finding. */
    private static Optional<AwsAccount> account(String id, IdentityReading reading) {
        Optional<Server> server = reading.credentials().server("<awsKms><serverId>", id, reading.findings());
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> secret = reading.credentials().ofServer("<awsKms><serverId>", id, reading.findings());
        Optional<String> user = text(server.get().getUsername());
        if (user.isEmpty()) {
            reading.findings()
                    .invalid(
                            "<awsKms><serverId>",
                            "the server \"" + id + "\" has no username, which is the access key id.",
                            "<username>AKIA…</username>");
        }
        return user.flatMap(u -> secret.map(s -> new AwsAccount(u, s)));
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }
}
