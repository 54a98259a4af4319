package io.github.authenticode.verify.roots;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.certificate.CertificateText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code <trustedRoots>}: a file, told by its content, or a folder, told by the extensions in it.
 *
 * <p>Certificates in a JKS file are readable without a password, those in a PKCS#12 file mostly are encrypted; JDK
 * tools use {@code changeit} for both (JDK "keytool" documentation, cacerts).
 */
final class RootFile {
    private static final Set<String> EXTENSIONS =
            Set.of("pem", "crt", "cer", "der", "p12", "pfx", "pkcs12", "jks", "keystore", "truststore");

    private final Path path;
    private final String remedy;

    private RootFile(Path path) {
        this.path = path;
        this.remedy =
                "Give <trustedRoots> a PEM or DER certificate, or a keystore whose certificates need no password.";
    }

    /** @throws ProblemException if it is missing, cannot be read, or gives no certificate */
    static RootSource read(Path path) throws ProblemException {
        return new RootFile(path).read();
    }

    private RootSource read() throws ProblemException {
        try {
            List<X509Certificate> certificates =
                    Files.isDirectory(path) ? folder() : certificates(Files.readAllBytes(path));
            Path name = path.getFileName();
            return RootSource.of(name == null ? "folder" : name.toString(), certificates);
        } catch (NoSuchFileException e) {
            throw new ProblemException(Problem.of(
                    VerificationProblem.TRUSTED_ROOT_MISSING,
                    "The trusted root " + path + " does not exist.",
                    "Correct <trustedRoots>."));
        } catch (IOException e) {
            throw problem(VerificationProblem.TRUSTED_ROOT_UNREADABLE, "cannot be read.", e.toString());
        }
    }

    private List<X509Certificate> folder() throws IOException, ProblemException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(f -> EXTENSIONS.contains(FileFormat.extensionOf(f.toString())))
                    .sorted()
                    .toList();
        }
        List<X509Certificate> certificates = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                certificates.addAll(read(file).certificates());
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        if (certificates.isEmpty()) {
            throw problem(VerificationProblem.TRUSTED_ROOT_EMPTY, "is a folder without any certificate file.", null);
        }
        return certificates;
    }

    private List<X509Certificate> certificates(byte[] content) throws ProblemException {
        CertificateText text = CertificateText.read(content);
        if (text.unreadable() > 0) {
            throw problem(
                    VerificationProblem.TRUSTED_ROOT_UNREADABLE,
                    "holds a certificate that cannot be read.",
                    text.lastError());
        }
        if (!text.certificates().isEmpty()) {
            return text.certificates();
        }
        try {
            return List.of(CertificateText.certificate(content));
        } catch (CertificateException notDer) {
            return keystore(content);
        }
    }

    private List<X509Certificate> keystore(byte[] content) throws ProblemException {
        String lastError = "no certificate entry";
        for (String type : List.of("JKS", "PKCS12")) {
            for (char[] password : new char[][] {null, "changeit".toCharArray()}) {
                try {
                    KeyStore store = KeyStore.getInstance(type);
                    store.load(new ByteArrayInputStream(content), password);
                    List<X509Certificate> certificates = trusted(store);
                    if (!certificates.isEmpty()) {
                        return certificates;
                    }
                } catch (GeneralSecurityException | IOException e) {
                    lastError = String.valueOf(e.getMessage());
                }
            }
        }
        throw problem(VerificationProblem.TRUSTED_ROOT_EMPTY, "holds no certificate that can be read.", lastError);
    }

    /** The certificate entries of a store; the chains of its private keys are nobody's roots. */
    static List<X509Certificate> trusted(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
        }
        return certificates;
    }

    private ProblemException problem(ProblemId id, String predicate, @Nullable String evidence) {
        Problem problem = Problem.of(id, "The trusted root " + path + " " + predicate, remedy);
        return new ProblemException(evidence == null ? problem : problem.withEvidence(evidence));
    }
}
