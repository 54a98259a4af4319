package io.github.authenticode.plan.identity.account;

import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.nio.file.Path;

/**
 * A user of DigiCert ONE, who shows two things at each call: an API key, and a client certificate in the TLS handshake.
 *
 * @param host without a trailing slash: {@code https://clientauth.one.digicert.com}
 * @param clientCertificate the PKCS#12 file that DigiCert ONE made for this user
 * @param clientCertificatePassword opens that file
 */
public record DigiCertAccount(URI host, Secret apiKey, Path clientCertificate, Secret clientCertificatePassword) {
    public DigiCertAccount {
        if (!"https".equals(host.getScheme()) || host.toString().endsWith("/")) {
            throw new IllegalArgumentException("host must be an https address without a slash at its end: " + host);
        }
    }
}
