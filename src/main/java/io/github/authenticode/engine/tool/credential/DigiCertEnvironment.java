package io.github.authenticode.engine.tool.credential;

import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.ToolCommand;
import java.util.Map;
import java.util.Optional;

/**
 * The four variables by which DigiCert's programs and its key storage provider sign in; they come before what Windows
 * has saved.
 */
public final class DigiCertEnvironment {
    private DigiCertEnvironment() {}

    public static Map<String, Optional<Secret>> of(DigiCertAccount account) {
        return Map.of(
                "SM_HOST", Optional.of(Secret.of(account.host().toString())),
                "SM_API_KEY", Optional.of(account.apiKey()),
                "SM_CLIENT_CERT_FILE", Optional.of(Secret.of(ToolCommand.absolute(account.clientCertificate()))),
                "SM_CLIENT_CERT_PASSWORD", Optional.of(account.clientCertificatePassword()));
    }
}
