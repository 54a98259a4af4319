package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.verify.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A NuGet package. Not Authenticode: the CMS signs a small text with digests of the archive as it was before the part
 * {@code .signature.p7s} was added (NuGet wiki, "Package Signatures Technical Details").
 */
final class NugetContent implements SignedContent {
    private static final String SIGNATURE = ".signature.p7s";
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String VERSION = "Version:1";
    private static final String HASH = "-Hash";

    private final Path path;
    private final StoredSignatures stored;

    private NugetContent(Path path, StoredSignatures stored) {
        this.path = path;
        this.stored = stored;
    }

    static NugetContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return new NugetContent(path, ZipArchive.read(file).signature(SIGNATURE, ""));
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        if (!contentType.equals(DATA)) {
            return List.of(Findings.otherSubject("its content has the type " + contentType));
        }
        List<String> lines = new String(content, UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
            return List.of(Findings.damaged("it does not say " + VERSION));
        }
        List<Violation> violations = new ArrayList<>();
        int compared = 0;
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > HASH.length() && line.startsWith(HASH, colon - HASH.length())) {
                String oid = line.substring(0, colon - HASH.length());
                violations.addAll(compareHash(oid, line.substring(colon + 1)));
                compared++;
            }
        }
        return compared > 0 ? violations : List.of(Findings.damaged("it holds no digest of the package"));
    }

    private List<Violation> compareHash(String oid, String base64) throws IOException {
        Optional<HashAlgorithm> known = HashAlgorithm.ofOid(oid);
        if (known.isEmpty()) {
            return List.of(Findings.unknownDigest(oid));
        }
        HashAlgorithm algorithm = known.get();
        List<Violation> violations = new ArrayList<>();
        if (algorithm.isWeak()) {
            violations.add(Findings.weak(algorithm));
        }
        if (!base64.equals(Base64.getEncoder().encodeToString(digest(algorithm)))) {
            violations.add(Findings.changed(algorithm));
        }
        return violations;
    }

    private byte[] digest(HashAlgorithm algorithm) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            ZipArchive archive = ZipArchive.read(file);
            ZipPart signature = archive.part(SIGNATURE)
                    .orElseThrow(() -> ZipPart.damaged("its signature went away while it was read"));
            MessageDigest digest = algorithm.start();
            archive.digestParts(signature, digest);
            archive.digestDirectory(signature, digest);
            return digest.digest();
        }
    }
}
