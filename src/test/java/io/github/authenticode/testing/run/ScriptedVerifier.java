package io.github.authenticode.testing.run;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges {@link ScriptedSignatures}. Digests are really compared; what else is wrong with a signature depends on its
 * signer's name.
 */
public final class ScriptedVerifier implements Verifier {
    private final Map<String, List<Violation>> violationsOfSigners;

    /** A verifier that trusts every signer but these. */
    public ScriptedVerifier(Map<String, List<Violation>> violationsOfSigners) {
        this.violationsOfSigners = Map.copyOf(violationsOfSigners);
    }

    /** A verifier that trusts every signer. */
    public ScriptedVerifier() {
        this(Map.of());
    }

    @Override
    public Verdict verify(Path file, FileFormat format) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            return new Verdict(List.of(), violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file cannot be read."));
        }
        ScriptedSignatures.Parsed parsed = ScriptedSignatures.parse(content);
        if (!parsed.rest().isEmpty()) {
            return new Verdict(List.of(), violation(ViolationCode.CRYPT_E_BAD_ENCODE, "The signature is damaged."));
        }
        if (parsed.blocks().isEmpty()) {
            return new Verdict(List.of(), violation(ViolationCode.TRUST_E_NOSIGNATURE, "The file is not signed."));
        }
        List<SignatureVerdict> signatures =
                parsed.blocks().stream().map(block -> judge(block, parsed)).toList();
        return new Verdict(signatures, List.of());
    }

    private SignatureVerdict judge(ScriptedSignatures.Block block, ScriptedSignatures.Parsed parsed) {
        List<Violation> violations = new ArrayList<>(violationsOfSigners.getOrDefault(block.signer(), List.of()));
        if (!parsed.isGenuine(block)) {
            violations.addAll(violation(ViolationCode.TRUST_E_BAD_DIGEST, "The file was changed after it was signed."));
        }
        CertificateInfo signer = new CertificateInfo(
                "CN=" + block.signer(),
                "CN=Scripted",
                "1",
                "SHA-1 of " + block.signer(),
                "SHA-256 of " + block.signer(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                List.of());
        return new SignatureVerdict(
                "SHA-256",
                Optional.of(signer),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                violations);
    }

    private static List<Violation> violation(ViolationCode code, String message) {
        return List.of(new Violation(code, message));
    }
}
