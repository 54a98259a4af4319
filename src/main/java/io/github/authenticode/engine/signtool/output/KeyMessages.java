package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.engine.tool.KnownMessage;
import java.util.List;

/**
 * Meanings of signtool's messages and of Windows' error numbers where the key is one of Windows' own: of a certificate
 * in a store, or of a container that the user names. Which elements the user corrects differs between the two.
 */
public final class KeyMessages {
    private static final String WHERE = "(?i)\\b(?:0x)?80090016\\b|-2146893802|2148073494";

    private static final String KEY_MISSING =
            "The certificate is in the store, but its private key is not there for this Windows user";

    private static final String KEY_CURE =
            "Run the build as the user who imported the certificate, or import it with its private key for this user"
                    + " (certutil -user -importPFX FILE); a certificate of the machine needs"
                    + " <machineStore>true</machineStore> and the right to read its key; certutil -user -repairstore My"
                    + " THUMBPRINT binds a certificate to a key that is there.";

    /** For {@code <storeCertificate>}. */
    public static final List<KnownMessage> OF_STORE = List.of(
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_STORE_KEY_MISSING,
                    WHERE,
                    KEY_MISSING + " (NTE_BAD_KEYSET, 0x80090016).",
                    KEY_CURE),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_STORE_KEY_MISSING,
                    "No private key is available",
                    KEY_MISSING + ".",
                    KEY_CURE),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_KEY_PROVIDER_FAILED,
                    failed(),
                    "The provider that has the certificate's key failed inside (NTE_FAIL, 0x80090020).",
                    "See that the token is plugged in or the signing service can be reached, and that the credentials of the"
                            + " provider are set for the Windows user of the build and have not expired; then sign one file with"
                            + " signtool by hand as that user."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_KEY_PROVIDER_EMPTY,
                    empty(),
                    "The provider that has the certificate's key shows no keys to this Windows user (NTE_NO_MORE_ITEMS,"
                            + " 0x8009002A).",
                    "Set the credentials of the provider for the Windows user of the build, and run the build as the user for"
                            + " whom the certificate was put into the store."));

    /** For {@code <keyContainer>}. */
    public static final List<KnownMessage> OF_CONTAINER = List.of(
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CONTAINER_MISSING,
                    WHERE,
                    "The provider has no key container of this name for this Windows user (NTE_BAD_KEYSET, 0x80090016).",
                    "Write <container> as certutil -user -csp \"PROVIDER\" -key lists it, upper and lower case included, and run"
                            + " the build as the user who owns the key."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CONTAINER_FAILED,
                    failed(),
                    "The provider named in <csp> failed inside (NTE_FAIL, 0x80090020).",
                    "See that the token is plugged in or the signing service can be reached, and that the credentials of the"
                            + " provider are set for the Windows user of the build and have not expired."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CONTAINER_EMPTY,
                    empty(),
                    "The provider named in <csp> shows no keys to this Windows user (NTE_NO_MORE_ITEMS, 0x8009002A).",
                    "Set the credentials of the provider for the Windows user of the build."));

    private KeyMessages() {}

    private static String failed() {
        return "(?i)\\b(?:0x)?80090020\\b|-2146893792|2148073504";
    }

    private static String empty() {
        return "(?i)\\b(?:0x)?8009002A\\b|-2146893782|2148073514";
    }
}
