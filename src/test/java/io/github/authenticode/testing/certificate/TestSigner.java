package io.github.authenticode.testing.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.Optional;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import net.jsign.timestamp.RFC3161Timestamper;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/**
 * Signs real files with jsign, timestamped without network if asked to.
 *
 * @param signer whose key signs; its issuers go into the file
 * @param timestamps makes the tokens
 * @param replacing whether an existing signature goes, as with signtool, or stays and gets company
 */
public record TestSigner(TestEntity signer, Optional<TestTimestamps> timestamps, boolean replacing) {
    public static TestSigner of(TestEntity signer) {
        return new TestSigner(signer, Optional.empty(), false);
    }

    public TestSigner timestampedBy(TestTimestamps authority) {
        return new TestSigner(signer, Optional.of(authority), replacing);
    }

    public void sign(Path file) throws Exception {
        try (Signable signable = Signable.of(file.toFile())) {
            AuthenticodeSigner tool = new AuthenticodeSigner(signer.chain().toArray(Certificate[]::new), signer.key())
                    .withDigestAlgorithm(DigestAlgorithm.SHA256)
                    .withProgramName("Sample Program")
                    .withProgramURL("https://example.org/sample")
                    .withSignaturesReplaced(replacing)
                    .withTimestamping(false);
            timestamps.ifPresent(t -> tool.withTimestamping(true).withTimestamper(new LocalTimestamper(t)));
            tool.sign(signable);
        }
    }

    /** Answers jsign's request in the same JVM. */
    private static final class LocalTimestamper extends RFC3161Timestamper {
        private final TestTimestamps timestamps;

        LocalTimestamper(TestTimestamps timestamps) {
            this.timestamps = timestamps;
            setRetries(1);
        }

        @Override
        protected CMSSignedData timestamp(DigestAlgorithm digest, byte[] signatureValue) throws IOException {
            try {
                return new CMSSignedData(timestamps.token(signatureValue).build());
            } catch (GeneralSecurityException | CMSException e) {
                throw new IOException(e);
            }
        }
    }
}
