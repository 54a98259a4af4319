package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.verify.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * An application package or bundle. The signature is the part {@code AppxSignature.p7x}, SignedData after the letters PKCX. What
 * it signs is the letters APPX and named digests: of the zip up to the signature (AXPC), of the zip directory as it was before
 * (AXCD), and of three parts. The block map is checked besides, since Windows refuses a package that contradicts it.
 */
final class AppxContent implements SignedContent {
    private static final String SIGNATURE = "AppxSignature.p7x";
    private static final String SIGNATURE_MAGIC = "PKCX";
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String CODE_INTEGRITY = "AppxMetadata/CodeIntegrity.cat";

    private final Path path;
    private final StoredSignatures stored;

    private AppxContent(Path path, StoredSignatures stored) {
        this.path = path;
        this.stored = stored;
    }

    static AppxContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            required(archive, CONTENT_TYPES);
            required(archive, BlockMap.PART);
            return new AppxContent(path, archive.signature(SIGNATURE, SIGNATURE_MAGIC));
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, IndirectData.SIP, (signed, algorithm) -> {
            try (FileBytes file = FileBytes.open(path)) {
                ZipArchive archive = ZipArchive.read(file);
                archive.requireDisjointParts();
                List<Violation> violations = signed.comparedWith(digests(archive, algorithm), algorithm);
                if (!violations.isEmpty()) {
                    return violations;
                }
                return BlockMap.read(archive, required(archive, BlockMap.PART)).check();
            }
        });
    }

    @Override
    public Optional<String> publisher() throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return AppxManifest.publisher(ZipArchive.read(file));
        }
    }

    private static byte[] digests(ZipArchive archive, HashAlgorithm algorithm) throws IOException {
        ZipPart signature = required(archive, SIGNATURE);
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        digests.writeBytes("APPX".getBytes(US_ASCII));
        MessageDigest digest = algorithm.start();
        archive.digestParts(signature, digest);
        add(digests, "AXPC", digest);
        archive.digestDirectory(signature, digest);
        add(digests, "AXCD", digest);
        archive.copy(required(archive, CONTENT_TYPES), digest::update);
        add(digests, "AXCT", digest);
        archive.copy(required(archive, BlockMap.PART), digest::update);
        add(digests, "AXBM", digest);
        Optional<ZipPart> codeIntegrity = archive.part(CODE_INTEGRITY);
        if (codeIntegrity.isPresent()) {
            archive.copy(codeIntegrity.get(), digest::update);
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
