package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.pem.PemBlocks;
import io.github.authenticode.pem.UnknownCurveException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in any of the forms in which authorities deliver them: PEM, DER, or PKCS#7 (.p7b) in either. */
public final class CertificateFile {
    private CertificateFile() {}

    public static List<X509Certificate> read(Path path) throws ProblemException {
        KeyFile file = KeyFile.read(path, KeyFile.Role.CERTIFICATES);
        List<X509Certificate> certificates = parse(file);
        if (certificates.isEmpty()) {
            throw new ProblemException(problem(file));
        }
        return certificates;
    }

    private static List<X509Certificate> parse(KeyFile file) throws ProblemException {
        try {
            if (file.text().contains("-----BEGIN ")) {
                return PemBlocks.certificates(PemBlocks.read(file.text()));
            }
            return PemBlocks.certificates(file.bytes());
        } catch (UnknownCurveException e) {
            throw SupportedKey.unknownCurve(file, e);
        } catch (CertificateException | IOException | RuntimeException e) {
            throw new ProblemException(problem(file).withEvidence(ExceptionText.of(e)));
        }
    }

    private static Problem problem(KeyFile file) {
        return Problem.of(
                KeyProblem.CERTIFICATE_FILE_TYPE,
                "The certificate file " + file.path() + " holds no certificate; it looks like "
                        + file.content().description() + ".",
                "Name a PEM, DER or PKCS#7 file in <certificateFile>.");
    }
}
