package io.github.authenticode.engine.embedded;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.SignatureTransfer;
import io.github.authenticode.engine.embedded.format.SignableFile;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jsign.Signable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessable;
import org.bouncycastle.cms.CMSSignedData;

/**
 * The transfer of signatures with jsign's file formats. jsign makes a file ready while it computes the digest (the
 * content type that a package gets, the order of an installer's streams), so the digest is computed here too, and
 * thrown away.
 */
public final class JsignTransfer implements SignatureTransfer {
    @Override
    public void put(List<byte[]> signatures, Path copy, FileFormat format, DigestAlgorithm digest) throws IOException {
        guarded(() -> {
            List<CMSSignedData> messages = new ArrayList<>();
            for (byte[] signature : signatures) {
                messages.add(message(signature));
            }
            Engine.Task task = new Engine.Task(copy, format, 1);
            SignableFile.prepare(task, digest, !isKept(messages.get(0), task));
            try (Signable file = SignableFile.open(task)) {
                file.createSignedContent(net.jsign.DigestAlgorithm.valueOf(digest.name()));
                set(messages, file);
                file.save();
            }
            SignableFile.finish(task);
        });
    }

    /** Whether the first of the signatures is the one that the copy has, so that others were added to it. */
    private static boolean isKept(CMSSignedData first, Engine.Task task) throws IOException, ProblemException {
        if (task.format() != FileFormat.MSI) {
            return false;
        }
        try (Signable file = SignableFile.open(task)) {
            List<CMSSignedData> present = file.getSignatures();
            return !present.isEmpty() && Arrays.equals(value(present.get(0)), value(first));
        }
    }

    private static byte[] value(CMSSignedData message) {
        return message.getSignerInfos().iterator().next().getSignature();
    }

    /** What follows the message is padding: the certificate table of a PE file is in steps of eight bytes. */
    private static CMSSignedData message(byte[] signature) throws IOException, CMSException {
        try (ASN1InputStream in = new ASN1InputStream(signature)) {
            return new CMSSignedData((CMSProcessable) null, ContentInfo.getInstance(in.readObject()));
        }
    }

    /** Not through setSignatures where there is one: that writes the message anew, with another version in it. */
    private static void set(List<CMSSignedData> messages, Signable file) throws IOException {
        if (messages.size() == 1) {
            file.setSignature(messages.get(0));
        } else {
            file.setSignatures(messages);
        }
    }

    /** What Bouncy Castle and jsign throw at bytes that are not what they should be is as good as unreadable. */
    private static void guarded(Step step) throws IOException {
        try {
            step.run();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            throw e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
