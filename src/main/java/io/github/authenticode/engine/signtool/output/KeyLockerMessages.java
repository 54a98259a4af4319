package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.engine.tool.KnownMessage;
import java.util.List;

/**
 * Meanings of signtool's messages and of Windows' error numbers where DigiCert's key storage provider holds the key
 * (DigiCert's pages on troubleshooting KeyLocker, and published logs).
 */
public final class KeyLockerMessages {
    private static final String ANOTHER_USER =
            ", and that the build runs as the Windows user for whom the certificate was"
                    + " synchronized and who has the credentials.";

    public static final List<KnownMessage> ALL = List.of(
            KnownMessage.of(
                    KeyLockerProblem.KEYLOCKER_KEY_PAIR,
                    "0x80090016|No private key is available",
                    "DigiCert's key storage provider has no key pair of this alias for this user.",
                    "Write <keypairAlias> as smctl keypair ls shows it, upper and lower case included; check that <kspName> is"
                            + " the provider that the certificate is bound to, that the certificate belongs to this key"
                            + ANOTHER_USER),
            KnownMessage.of(
                    KeyLockerProblem.KEYLOCKER_SIGN_IN,
                    "0x80090020|0x8009002A",
                    "DigiCert's key storage provider could not sign in to DigiCert ONE.",
                    "Check the host, that the API key has not expired, that the client certificate's file and password are right"
                            + " and that it has not expired: smctl healthcheck tells."),
            KnownMessage.of(
                    KeyLockerProblem.KEYLOCKER_KSP,
                    "0x80090019|0x8009001E",
                    "signtool cannot load DigiCert's key storage provider.",
                    "Register it for the processor that signtool runs on, as an administrator: smctl windows ksp register."),
            KnownMessage.of(
                    KeyLockerProblem.KEYLOCKER_NOT_SYNCED,
                    "(?s)No certificates were found that met all the given criteria(?!.*After (?:EKU|expiry) filter, 0 certs)",
                    "The store of this Windows user has no certificate that signtool may sign with.",
                    "Check <thumbprint>" + ANOTHER_USER));

    private KeyLockerMessages() {}
}
