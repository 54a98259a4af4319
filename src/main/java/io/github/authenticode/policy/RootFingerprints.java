package io.github.authenticode.policy;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The SHA-256 fingerprints of the certificates in a file, PEM or DER. */
record RootFingerprints(Path base, Consumer<Problem> problems) {
    private static final int MAX_LENGTH = 1024 * 1024;

    Optional<List<String>> of(String file, String place) {
        try (InputStream in = Files.newInputStream(base.resolve(file))) {
            byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
            if (bytes.length > MAX_LENGTH) {
                return refused(file, place, "it has more than 1 MiB");
            }
            List<String> fingerprints = fingerprints(bytes);
            return fingerprints.isEmpty() ? refused(file, place, "it holds no certificate") : Optional.of(fingerprints);
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            return refused(file, place, ExceptionText.of(e));
        }
    }

    private static List<String> fingerprints(byte[] bytes) throws GeneralSecurityException {
        List<String> fingerprints = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            fingerprints.add(HexFormat.of().withUpperCase().formatHex(digest));
        }
        return fingerprints;
    }

    private Optional<List<String>> refused(String file, String place, String reason) {
        problems.accept(Problem.of(
                PolicyProblem.POLICY_ROOT,
                place + ": \"" + file
                        + "\" is no SHA-256 fingerprint, and no file with certificates can be read there: " + reason
                        + ".",
                "Write 64 hexadecimal digits, or the path of a PEM or DER file."));
        return Optional.empty();
    }
}
