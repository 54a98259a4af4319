package io.github.authenticode.cloud.credential.entra;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.pem.PemText;
import io.github.authenticode.pem.PfxFile;
import io.github.authenticode.pem.WrongPasswordException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The RSA key and the certificate of an application, in one PEM file or in one PKCS#12 (PFX) file. */
public final class ClientCertificateFile {
    private static final long LONGEST = 1 << 20;

    private final Path path;
    private final Optional<Secret> password;

    /** @param certificates the one that belongs to the key is among them */
    public record Content(PrivateKey key, List<X509Certificate> certificates) {}

    public ClientCertificateFile(Path path, Optional<Secret> password) {
        this.path = path;
        this.password = password;
    }

    /** The key, and the certificate among those in the file that belongs to it. */
    public Content read() throws CloudException {
        Content content = content();
        if (!(content.key() instanceof RSAPrivateKey key)) {
            throw failure("its key is " + content.key().getAlgorithm() + ", and Entra takes RSA only", "");
        }
        return content.certificates().stream()
                .filter(c -> c.getPublicKey() instanceof RSAPublicKey shown
                        && shown.getModulus().equals(key.getModulus()))
                .findFirst()
                .map(own -> new Content(key, List.of(own)))
                .orElseThrow(() -> failure("it has no certificate that belongs to its key", ""));
    }

    private Content content() throws CloudException {
        try {
            if (Files.size(path) > LONGEST) {
                throw failure("it is longer than a certificate with its key", "");
            }
            byte[] bytes = Files.readAllBytes(path);
            String text = PemText.of(bytes);
            return text.contains("-----BEGIN ") ? PemPair.read(text, password) : pkcs12(bytes);
        } catch (IOException | GeneralSecurityException e) {
            throw failure(
                    "it cannot be read", e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private Content pkcs12(byte[] bytes) throws IOException, GeneralSecurityException, CloudException {
        try {
            PfxFile pfx = PfxFile.open(bytes, password);
            if (pfx.keys().isEmpty()) {
                throw failure("it holds no private key", "");
            }
            return new Content(PemPair.rsa(pfx.keys().get(0).open(Optional.empty())), pfx.certificates());
        } catch (WrongPasswordException e) {
            throw failure(
                    password.isPresent() ? "the password is wrong" : "it needs a password, and none is given", "");
        }
    }

    private CloudException failure(String why, String words) {
        Problem problem = Problem.of(
                AzureSignInProblem.AZURE_CERTIFICATE_FILE,
                "The certificate file " + path + " is of no use: " + why + ".",
                "Give a PEM file with the certificate and its RSA key, or a PFX file, and the password that opens it.");
        return new CloudException(words.isEmpty() ? problem : problem.withEvidence(words), false);
    }

    /** SHA-1 of a certificate, as the portal shows it. */
    static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-1, and a parsed certificate its encoding", e);
        }
    }
}
