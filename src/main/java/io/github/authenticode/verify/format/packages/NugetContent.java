package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipPart;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A NuGet package. Not Authenticode: the CMS signs a small text with the digest of the archive as it was before the
 * part {@code .signature.p7s} was added (NuGet wiki, "Package Signatures Technical Details").
 */
public final class NugetContent implements SignedContent {
    static final String SIGNATURE = ".signature.p7s";
    private static final PackageSignature PART = new PackageSignature(SIGNATURE, "", true);
    private static final String DATA = "1.2.840.113549.1.7.1";
    /** All that NuGet's SignatureContent writes: two sections of one line, each closed by an empty one. */
    private static final Pattern TEXT =
            Pattern.compile("Version:1\n\n(?<oid>[0-9.]{1,50})-Hash:(?<digest>[A-Za-z0-9+/=]{1,100})\n\n?");

    private final Path path;
    private final StoredSignatures stored;
    private final Map<HashAlgorithm, byte[]> digests = new EnumMap<>(HashAlgorithm.class);

    private NugetContent(Path path, StoredSignatures stored) {
        this.path = path;
        this.stored = stored;
    }

    public static NugetContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            archive.requirePackage();
            return new NugetContent(path, PART.read(archive));
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        if (!contentType.equals(DATA)) {
            return List.of(ContentFindings.otherSubject("its content has the type " + contentType));
        }
        Matcher text = TEXT.matcher(new String(content, ISO_8859_1));
        if (!text.matches()) {
            return List.of(ContentFindings.damaged(
                    "what it signs is not the text with a version and one digest that NuGet writes"));
        }
        Optional<HashAlgorithm> known = HashAlgorithm.ofOid(text.group("oid"));
        return known.isPresent()
                ? compare(known.get(), text.group("digest"))
                : List.of(ContentFindings.unknownDigest(text.group("oid")));
    }

    private List<Violation> compare(HashAlgorithm algorithm, String base64) throws IOException {
        List<Violation> violations = new ArrayList<>();
        if (algorithm.isWeak()) {
            violations.add(ContentFindings.weak(algorithm));
        }
        if (!base64.equals(Base64.getEncoder().encodeToString(digest(algorithm)))) {
            violations.add(ContentFindings.changed(algorithm));
        }
        return violations;
    }

    /** Computed once for all signatures. */
    private byte[] digest(HashAlgorithm algorithm) throws IOException {
        byte @Nullable [] known = digests.get(algorithm);
        if (known != null) {
            return known;
        }
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            ZipPart signature = archive.part(SIGNATURE)
                    .orElseThrow(() -> ZipPart.damaged("its signature went away while it was read"));
            if (digests.isEmpty()) {
                archive.requireContent();
            }
            MessageDigest digest = algorithm.start();
            archive.digestParts(signature, digest);
            archive.digestDirectory(signature, digest);
            byte[] computed = digest.digest();
            digests.put(algorithm, computed);
            return computed;
        }
    }
}
