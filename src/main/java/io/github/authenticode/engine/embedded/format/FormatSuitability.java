package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import net.jsign.Signable;
import net.jsign.msi.MSIFile;
import org.apache.poi.hpsf.ClassID;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Signatures that jsign would make, or refuse with few words, and that Windows could never accept. */
public final class FormatSuitability {
    private static final String EXTENDED_SIGNATURE = "\u0005MsiDigitalSignatureEx";

    private static final ClassID TRANSFORM = new ClassID("{000C1082-0000-0000-C000-000000000046}");

    private FormatSuitability() {}

    /**
     * Windows installs a package only if its manifest names the signer, and NuGet accepts RSA signatures alone (NuGet,
     * "Signed packages", certificate requirements).
     */
    public static void require(Signable file, Engine.Task task, X509Certificate signer)
            throws IOException, ProblemException {
        if (task.format() == FileFormat.NUGET
                && !signer.getPublicKey().getAlgorithm().equals("RSA")) {
            throw new ProblemException(Problem.of(
                    FormatProblem.NUGET_KEY,
                    name(task) + " cannot be signed with an "
                            + signer.getPublicKey().getAlgorithm() + " key: NuGet accepts RSA keys alone.",
                    "Use a certificate with an RSA key of 2048 bits or more for NuGet packages, or leave them out with"
                            + " <excludes>."));
        }
        try {
            file.validate(signer);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            FormatProblem.PACKAGE_PUBLISHER,
                            "The publisher in the manifest of " + name(task)
                                    + " is not the subject of the signing certificate.",
                            "Set Publisher in the manifest to the subject of the certificate, character by character.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    /** Whether a second signature fits beside the ones there are. */
    public static void requireRoomForAnother(Signable file, Engine.Task task, DigestAlgorithm digest)
            throws IOException, ProblemException {
        if (task.format() == FileFormat.NUGET && !file.getSignatures().isEmpty()) {
            throw new ProblemException(Problem.of(
                    FormatProblem.NUGET_SIGNED,
                    name(task) + " is signed already, and a NuGet package holds one author signature only.",
                    "Set <existingSignature> to replace for it."));
        }
        if (file instanceof MSIFile msi && msi.hasExtendedSignature()) {
            requireSameDigest(task, digest);
        }
    }

    /** Windows finds TRUST_E_BAD_DIGEST in a signed transform (.mst), whoever signed it. */
    static void requireNoTransform(Engine.Task task) throws IOException, ProblemException {
        ClassID kind;
        try (POIFSFileSystem installer = new POIFSFileSystem(task.file().toFile(), true)) {
            kind = installer.getRoot().getStorageClsid();
        } catch (IllegalStateException | IndexOutOfBoundsException | ClassCastException | IllegalArgumentException e) {
            throw new IOException("MSI file format error: " + e.getMessage(), e);
        }
        if (TRANSFORM.equals(kind)) {
            throw new ProblemException(Problem.of(
                    FormatProblem.MSI_TRANSFORM,
                    name(task) + " is a transform (.mst), and Windows accepts no signature in a transform.",
                    "Leave it out, and ship it inside a signed installer or list it in a signed catalog."));
        }
    }

    /**
     * MsiDigitalSignatureEx is one digest, computed with the algorithm of the signature: it fits one algorithm only.
     */
    private static void requireSameDigest(Engine.Task task, DigestAlgorithm digest)
            throws IOException, ProblemException {
        try (POIFSFileSystem installer = new POIFSFileSystem(task.file().toFile(), true)) {
            int size = ((DocumentEntry) installer.getRoot().getEntry(EXTENDED_SIGNATURE)).getSize();
            if (size != MessageDigest.getInstance(digest.jcaName()).getDigestLength()) {
                throw new ProblemException(
                        Problem.of(
                                FormatProblem.MSI_EXTENDED_SIGNATURE,
                                name(task)
                                        + " holds an extended signature (MsiDigitalSignatureEx) of another digest algorithm than "
                                        + digest.jcaName() + ", beside which no further signature is valid.",
                                "Set <existingSignature> to replace for it, or <digest> to the algorithm of the first signature."));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + digest.jcaName(), e);
        }
    }

    private static Path name(Engine.Task task) {
        return task.file().getFileName();
    }
}
