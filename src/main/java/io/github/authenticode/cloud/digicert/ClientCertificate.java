package io.github.authenticode.cloud.digicert;

import io.github.authenticode.cloud.key.CertificatePath;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.pem.PfxFile;
import io.github.authenticode.pem.WrongPasswordException;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The client certificate that DigiCert ONE made for a user, as TLS shows it. */
public final class ClientCertificate {
    private static final char[] IN_MEMORY = "memory".toCharArray();

    private ClientCertificate() {}

    /**
     * Reads the file, and says now what the service would refuse in the handshake without a reason.
     *
     * @param trust absent for what the JVM trusts
     */
    public static SSLContext tls(DigiCertAccount account, Optional<X509TrustManager> trust, Clock clock)
            throws ProblemException {
        Path file = account.clientCertificate();
        try {
            PfxFile pfx = PfxFile.open(Files.readAllBytes(file), Optional.of(account.clientCertificatePassword()));
            if (pfx.keys().size() != 1) {
                throw unreadable(file, "it holds " + pfx.keys().size() + " private keys instead of one");
            }
            PrivateKey key =
                    new JcaPEMKeyConverter().getPrivateKey(pfx.keys().get(0).open(Optional.empty()));
            List<X509Certificate> chain = chain(pfx.certificates(), file);
            requireValid(chain.get(0), file, clock);
            return context(key, chain, trust);
        } catch (WrongPasswordException e) {
            throw new ProblemException(Problem.of(
                    KeyLockerProblem.DIGICERT_CLIENT_PASSWORD,
                    "The password does not open the client certificate file " + file + ".",
                    "Put the password that DigiCert ONE showed with this file where <clientCertificateServerId>,"
                            + " <clientCertificatePasswordEnv> or SM_CLIENT_CERT_PASSWORD says."));
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, Objects.requireNonNullElse(e.getMessage(), "no reason given"));
        }
    }

    /** The user's is the one that is no authority. */
    private static List<X509Certificate> chain(List<X509Certificate> all, Path file) throws ProblemException {
        X509Certificate user = all.stream()
                .filter(c -> c.getBasicConstraints() < 0)
                .findFirst()
                .orElseThrow(() -> unreadable(file, "it holds no certificate of a user"));
        return CertificatePath.from(user, all);
    }

    private static void requireValid(X509Certificate certificate, Path file, Clock clock) throws ProblemException {
        Instant now = clock.instant();
        if (now.isAfter(certificate.getNotAfter().toInstant())
                || now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new ProblemException(Problem.of(
                    KeyLockerProblem.DIGICERT_CLIENT_EXPIRED,
                    "The client certificate in " + file + " is valid from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", and not now.",
                    "Make a new client certificate in DigiCert ONE for the user of the API key, and name its file in"
                            + " <clientCertificateFile>."));
        }
    }

    private static SSLContext context(PrivateKey key, List<X509Certificate> chain, Optional<X509TrustManager> trust)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys.getKeyManagers(), trust.map(t -> new TrustManager[] {t}).orElse(null), null);
        return context;
    }

    private static ProblemException unreadable(Path file, String reason) {
        return new ProblemException(Problem.of(
                        KeyLockerProblem.DIGICERT_CLIENT_FILE,
                        "The client certificate file " + file + " cannot be read.",
                        "Name the .p12 file that DigiCert ONE made for this user in <clientCertificateFile>.")
                .withEvidence(reason));
    }
}
