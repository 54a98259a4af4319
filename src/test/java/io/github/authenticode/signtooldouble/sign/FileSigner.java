package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.certificate.SigningKey;
import io.github.authenticode.signtooldouble.commandline.FileFailure;
import io.github.authenticode.signtooldouble.commandline.Options;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.Certificate;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import net.jsign.timestamp.RFC3161Timestamper;
import net.jsign.timestamp.TimestampingException;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/** Makes real signatures in place, with jsign; only its timestamps have to be told to use /td and to try once. */
final class FileSigner {
    static final String NOT_RECOGNIZED = "This file format cannot be signed because it is not recognized.";
    static final String TSA_FAILED =
            "The specified timestamp server either could not be reached or\nreturned an invalid response.";
    static final String IN_USE = "The file is being used by another process.";

    private FileSigner() {}

    /** @throws FileFailure if the file is held by another process or is of no known kind */
    static Signable open(Path file) throws IOException, FileFailure {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new FileFailure(IN_USE);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            throw new FileFailure(IN_USE);
        }
        try {
            return Signable.of(file.toFile());
        } catch (UnsupportedOperationException | IOException unknown) {
            throw new FileFailure(NOT_RECOGNIZED);
        }
    }

    static void sign(Signable file, SigningKey key, Digest digest, Options options) throws Exception {
        AuthenticodeSigner signer = new AuthenticodeSigner(key.chain().toArray(new Certificate[0]), key.key())
                .withDigestAlgorithm(digest.algorithm())
                .withSignaturesReplaced(!options.has("as"))
                .withProgramName(options.value("d").orElse(null))
                .withProgramURL(options.value("du").orElse(null))
                .withTimestamping(options.has("tr"));
        if (options.has("tr")) {
            Digest imprint =
                    Digest.named(options.value("td").orElseThrow(), key.chain().get(0));
            signer.withTimestamper(new OneTimestamp(imprint, options.value("tr").orElseThrow()));
        }
        try {
            signer.sign(file);
        } catch (TimestampingException e) {
            throw new FileFailure(TSA_FAILED);
        } catch (IOException malformed) {
            throw new FileFailure(NOT_RECOGNIZED); // what signtool says of a program that is cut off in its headers
        }
    }

    /** One request with the digest of /td, whatever the signature's own is. */
    static final class OneTimestamp extends RFC3161Timestamper {
        private final Digest digest;

        OneTimestamp(Digest digest, String url) {
            this.digest = digest;
            setURL(url);
            setRetries(1);
        }

        @Override
        public CMSSignedData timestamp(DigestAlgorithm ignored, CMSSignedData signature)
                throws TimestampingException, IOException, CMSException {
            return super.timestamp(digest.algorithm(), signature);
        }
    }
}
