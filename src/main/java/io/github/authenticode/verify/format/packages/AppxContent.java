package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.format.content.SubjectPackage;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipPart;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application package or bundle. The signature is the part {@code AppxSignature.p7x}, SignedData after the letters
 * PKCX. What it signs is the letters APPX and named digests: of the zip up to the signature (AXPC), of the zip
 * directory as it was before (AXCD), and of three parts. The block map is checked besides, since Windows refuses a
 * package that contradicts it.
 */
public final class AppxContent implements SignedContent {
    static final String SIGNATURE = "AppxSignature.p7x";
    private static final PackageSignature PART = new PackageSignature(SIGNATURE, "PKCX", false);
    static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String CODE_INTEGRITY = "AppxMetadata/CodeIntegrity.cat";
    /** More than any of the parts that have a digest of their own. */
    private static final int MAX_LENGTH = 32 * 1024 * 1024;

    private final Path path;
    private final SubjectPackage kind;
    private final StoredSignatures stored;
    private final Map<HashAlgorithm, byte[]> digests = new EnumMap<>(HashAlgorithm.class);
    private @Nullable List<Violation> contradictions;

    private AppxContent(Path path, SubjectPackage kind, StoredSignatures stored) {
        this.path = path;
        this.kind = kind;
        this.stored = stored;
    }

    public static AppxContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            archive.requirePackage();
            required(archive, CONTENT_TYPES);
            required(archive, BlockMap.PART);
            SubjectPackage kind = AppxManifest.isOfBundle(archive) ? SubjectPackage.APPX_BUNDLE : SubjectPackage.APPX;
            return new AppxContent(path, kind, PART.read(archive));
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, kind, (signed, algorithm) -> {
            List<Violation> violations = signed.comparedWith(digests(algorithm), algorithm);
            return violations.isEmpty() ? contradictions() : violations;
        });
    }

    @Override
    public Optional<String> publisher() throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return AppxManifest.publisher(ZipArchive.read(file));
        }
    }

    /** Found once for all signatures, since every part is decompressed for it. */
    private List<Violation> contradictions() throws IOException {
        @Nullable List<Violation> known = contradictions;
        if (known != null) {
            return known;
        }
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            List<Violation> found =
                    BlockMap.read(archive, required(archive, BlockMap.PART)).check();
            contradictions = found;
            return found;
        }
    }

    private byte[] digests(HashAlgorithm algorithm) throws IOException {
        byte @Nullable [] known = digests.get(algorithm);
        if (known != null) {
            return known;
        }
        try (FileBytes file = FileBytes.open(path)) {
            byte[] computed = compute(ZipArchive.read(file), algorithm);
            digests.put(algorithm, computed);
            return computed;
        }
    }

    private static byte[] compute(ZipArchive archive, HashAlgorithm algorithm) throws IOException {
        ZipPart signature = required(archive, SIGNATURE);
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        digests.writeBytes("APPX".getBytes(US_ASCII));
        MessageDigest digest = algorithm.start();
        archive.digestParts(signature, digest);
        add(digests, "AXPC", digest);
        archive.digestDirectory(signature, digest);
        add(digests, "AXCD", digest);
        digest.update(archive.content(required(archive, CONTENT_TYPES), MAX_LENGTH));
        add(digests, "AXCT", digest);
        digest.update(archive.content(required(archive, BlockMap.PART), MAX_LENGTH));
        add(digests, "AXBM", digest);
        Optional<ZipPart> codeIntegrity = archive.part(CODE_INTEGRITY);
        if (codeIntegrity.isPresent()) {
            digest.update(archive.content(codeIntegrity.get(), MAX_LENGTH));
            add(digests, "AXCI", digest);
        }
        return digests.toByteArray();
    }

    private static void add(ByteArrayOutputStream digests, String name, MessageDigest digest) {
        digests.writeBytes(name.getBytes(US_ASCII));
        digests.writeBytes(digest.digest());
    }

    private static ZipPart required(ZipArchive archive, String name) throws MalformedFileException {
        return archive.part(name).orElseThrow(() -> ZipPart.damaged("it has no part " + name));
    }

    /** The parts that a block map never lists, since they are made after it. */
    static boolean isOutsideBlockMap(String name) {
        return List.of(SIGNATURE, CONTENT_TYPES, CODE_INTEGRITY, BlockMap.PART).contains(name);
    }
}
