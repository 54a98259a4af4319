package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.pem.PemBlocks;
import io.github.authenticode.pem.PemPrivateKey;
import io.github.authenticode.pem.UnknownCurveException;
import io.github.authenticode.pem.WrongPasswordException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * The reader of a PEM private key, PKCS#8 ({@code PRIVATE KEY}, RFC 5958) or OpenSSL's traditional form ({@code RSA
 * PRIVATE KEY}, {@code EC PRIVATE KEY}), plain or encrypted.
 */
final class PemKeyFile {
    private final KeyFile file;
    private final Optional<Secret> password;
    private final String name;

    private PemKeyFile(KeyFile file, Optional<Secret> password) {
        this.file = file;
        this.password = password;
        this.name = "The key in " + file.path();
    }

    static FoundKey read(KeyFile file, Optional<Secret> password) throws ProblemException {
        PemKeyFile reader = new PemKeyFile(file, password);
        try {
            List<Object> blocks = PemBlocks.read(file.text());
            return new FoundKey(
                    reader.name, SupportedKey.of(reader.name, reader.info(blocks)), PemBlocks.certificates(blocks));
        } catch (UnknownCurveException e) {
            throw SupportedKey.unknownCurve(file, e);
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw new ProblemException(reader.damaged(e));
        }
    }

    private PrivateKeyInfo info(List<Object> blocks) throws ProblemException, IOException {
        PemPrivateKey key = PemPrivateKey.find(blocks).orElseThrow(() -> new IOException("no private key block"));
        if (!key.isEncrypted()) {
            return key.open(Secret.of(""));
        }
        Secret secret = password.orElseThrow(() -> new ProblemException(Problem.of(
                KeyProblem.KEYSTORE_PASSWORD_MISSING,
                name + " is encrypted and no password is given.",
                "Name a server of settings.xml in <serverId>, or an environment variable in <passwordEnv>.")));
        try {
            return key.open(secret);
        } catch (WrongPasswordException e) {
            throw new ProblemException(Problem.of(
                            KeyProblem.KEYSTORE_PASSWORD,
                            "The password of the key in " + file.path() + " is wrong.",
                            "Correct the password of the server that <serverId> names, or the variable that"
                                    + " <passwordEnv> names.")
                    .withEvidence(ExceptionText.of(e.getCause() == null ? e : e.getCause())));
        }
    }

    private Problem damaged(Exception e) {
        return Problem.of(
                        KeyProblem.KEYSTORE_DAMAGED,
                        name + " cannot be read.",
                        "Export it again as PKCS#8 with openssl pkcs8 -topk8.")
                .withEvidence(ExceptionText.of(e));
    }
}
