package io.github.authenticode.maven.identity;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key pair in DigiCert KeyLocker or Software Trust Manager.
 *
 * <pre>{@code
 * <keyLocker>
 *   <keypairAlias>key_1234567890</keypairAlias>
 *   <serverId>digicert</serverId>
 *   <clientCertificateFile>client.p12</clientCertificateFile>
 *   <clientCertificateServerId>digicert-client</clientCertificateServerId>
 * </keyLocker>
 * }</pre>
 */
public final class KeyLocker implements IdentityElement {
    /** The key pair's alias as {@code smctl keypair ls} shows it; case matters. */
    @Nullable
    String keypairAlias;

    /** The alias of one of its certificates. Default: the key pair's default certificate. Engine: embedded. */
    @Nullable
    String certificateAlias;

    /** The signing certificate. With engine signtool it saves the certificate store. */
    @Nullable
    File certificateFile;

    /**
     * The thumbprint of the signing certificate, which is its SHA-1 and no digest of files; blanks, colons and case do
     * not matter.
     */
    @Nullable
    String thumbprint;

    /** DigiCert's key storage provider. Default: the one that Windows has registered. Engine: signtool. */
    @Nullable
    String kspName;

    /** The server of settings.xml whose password is the API key. Default: SM_API_KEY. */
    @Nullable
    String serverId;

    /**
     * DigiCert ONE's host for clients with a certificate. Default: SM_HOST, else
     * {@code https://clientauth.one.digicert.com}.
     */
    @Nullable
    String host;

    /** Allows a host that is none of DigiCert's; it is sent the API key. Default: false. */
    boolean allowCustomHost = false;

    /** The client certificate, a PKCS#12 file. Default: SM_CLIENT_CERT_FILE. */
    @Nullable
    File clientCertificateFile;

    /** The server of settings.xml with the client certificate's password. */
    @Nullable
    String clientCertificateServerId;

    /** The environment variable with the client certificate's password. Default: SM_CLIENT_CERT_PASSWORD. */
    @Nullable
    String clientCertificatePasswordEnv;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> alias = reading.required(
                "<keyLocker><keypairAlias>", keypairAlias, "<keypairAlias>key_1234567890</keypairAlias>");
        Optional<String> hash =
                text(thumbprint).flatMap(given -> Thumbprint.read("keyLocker", given, reading.findings()));
        Optional<Path> certificate = IdentityReading.path(certificateFile);
        certificate
                .filter(file -> !Files.isRegularFile(file))
                .ifPresent(file -> reading.findings()
                        .invalid(
                                "<keyLocker><certificateFile>",
                                file + " does not exist or is no file.",
                                "<certificateFile>codesign.crt</certificateFile>"));
        Optional<DigiCertAccount> account = new DigiCertAccountReader(this, reading).read();
        return alias.flatMap(name -> account.map(
                user -> new KeyLockerIdentity(name, text(certificateAlias), certificate, hash, text(kspName), user)));
    }

    public void setKeypairAlias(String keypairAlias) {
        this.keypairAlias = keypairAlias;
    }

    public void setCertificateAlias(String certificateAlias) {
        this.certificateAlias = certificateAlias;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setThumbprint(String thumbprint) {
        this.thumbprint = thumbprint;
    }

    public void setKspName(String kspName) {
        this.kspName = kspName;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public void setAllowCustomHost(boolean allowCustomHost) {
        this.allowCustomHost = allowCustomHost;
    }

    public void setClientCertificateFile(File clientCertificateFile) {
        this.clientCertificateFile = clientCertificateFile;
    }

    public void setClientCertificateServerId(String clientCertificateServerId) {
        this.clientCertificateServerId = clientCertificateServerId;
    }

    public void setClientCertificatePasswordEnv(String clientCertificatePasswordEnv) {
        this.clientCertificatePasswordEnv = clientCertificatePasswordEnv;
    }
}
