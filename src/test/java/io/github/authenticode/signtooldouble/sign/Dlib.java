package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.certificate.CertificateStore;
import io.github.authenticode.signtooldouble.certificate.SigningKey;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays the DLL behind /dlib. Which functions it has is read from the file; what they do is told by the genuine
 * program's own test DLL: sign with the key that the metadata names, {@code PROFILE.blob} beside the DLL (here a
 * PKCS#12 file with the store's password). Unlike that one it needs credentials, as the DLL of Azure does.
 */
final class Dlib {
    private static final String DIGEST_SIGN = "AuthenticodeDigestSign";
    private static final String WITH_CERTIFICATE = "AuthenticodeDigestSignEx";
    private static final String WITH_FILE_HANDLE = "AuthenticodeDigestSignExWithFileHandle";

    private final Path file;
    private final Console console;
    private final Surroundings surroundings;
    private final Optional<String> function;

    Dlib(Path file, Console console, Surroundings surroundings) throws IOException {
        this.file = file;
        this.console = console;
        this.surroundings = surroundings;
        Set<String> exports = DllExports.of(file);
        this.function = List.of(WITH_CERTIFICATE, WITH_FILE_HANDLE, DIGEST_SIGN).stream()
                .filter(exports::contains)
                .findFirst();
    }

    boolean isUsable() {
        return function.isPresent();
    }

    /** Then signtool chooses none. */
    boolean suppliesCertificate() {
        return function.isPresent() && !function.get().equals(DIGEST_SIGN);
    }

    /** What one signature says before it is made; the key to make it with. */
    SigningKey key(Digest digest, Optional<Path> metadataFile)
            throws DlibFailure, IOException, GeneralSecurityException {
        String handle = function.equals(Optional.of(WITH_FILE_HANDLE)) ? " hFile=0000000000000000" : "";
        say(function.orElseThrow() + handle);
        DlibMetadata metadata = metadata(metadataFile);
        say("endpoint=" + metadata.endpoint() + " account=" + metadata.account() + " profile=" + metadata.profile());
        requireCredentials(metadata);
        say(digest.forDlib());
        Path profile = file.resolveSibling(metadata.profile() + ".blob");
        if (!Files.exists(profile)) {
            String shown = new WindowsPaths(surroundings.workingFolder()).full(profile);
            say("403 (Forbidden): no certificate profile (" + shown + ")");
            throw DlibFailure.ofFile("Access is denied.");
        }
        SigningKey key = SigningKey.read(profile, CertificateStore.PASSWORD.toCharArray())
                .orElseThrow();
        if (key.key() instanceof RSAKey rsa) {
            say("signed, " + rsa.getModulus().bitLength() / 8 + " bytes");
        }
        return key;
    }

    private DlibMetadata metadata(Optional<Path> metadataFile) throws DlibFailure, IOException {
        if (metadataFile.isEmpty()) {
            say("no metadata: /dmdf is required");
            throw invalidParameter();
        }
        byte[] json = Files.readAllBytes(metadataFile.get());
        say("metadata (" + json.length + " bytes): " + new String(json, StandardCharsets.UTF_8));
        Optional<DlibMetadata> metadata = DlibMetadata.parse(json);
        if (metadata.isEmpty()) {
            say("metadata lacks Endpoint, CodeSigningAccountName or CertificateProfileName");
            throw invalidParameter();
        }
        return metadata.get();
    }

    private void requireCredentials(DlibMetadata metadata) throws DlibFailure {
        boolean secret = surroundings.variable("AZURE_CLIENT_SECRET").isPresent()
                || surroundings.variable("AZURE_CLIENT_CERTIFICATE_PATH").isPresent();
        boolean environment = surroundings.variable("AZURE_TENANT_ID").isPresent()
                && surroundings.variable("AZURE_CLIENT_ID").isPresent()
                && secret
                && metadata.allows("EnvironmentCredential");
        boolean workload = surroundings.variable("AZURE_TENANT_ID").isPresent()
                && surroundings.variable("AZURE_CLIENT_ID").isPresent()
                && surroundings
                        .variable("AZURE_FEDERATED_TOKEN_FILE")
                        .filter(file -> Files.isReadable(Path.of(file)))
                        .isPresent()
                && metadata.allows("WorkloadIdentityCredential");
        boolean ambient =
                surroundings.variable("SIGNTOOL_DOUBLE_AMBIENT_IDENTITY").equals(Optional.of("true"));
        if (!environment && !workload && !ambient) {
            console.line("Unhandled managed exception");
            console.line(
                    "Azure.Identity.CredentialUnavailableException: DefaultAzureCredential failed to retrieve a token"
                            + " from the included credentials.");
            throw DlibFailure.ofRun("Error: SignerSign() failed.", 0x80004005);
        }
    }

    private static DlibFailure invalidParameter() {
        return DlibFailure.ofFile("SignedCode::Sign returned error: 0x80070057\n\tInvalid parameter.");
    }

    private void say(String text) {
        console.line("[mockdlib] " + text);
    }
}
