package io.github.authenticode.fuzz;

import io.github.authenticode.plan.filetype.FileFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The content that programs by other hands would take out of a package: java.util.zip by the central directory, and
 * java.util.zip from the front by local headers, as a download is unpacked. Whoever ships a package is judged by what
 * the least careful reader sees. What 7-Zip, cabextract and olefile see is compared by {@code .ci/other-readers}.
 *
 * @param byDirectory digest of each part, by name; the signature's own part left out
 * @param fromFront the same in a stream
 */
public record OtherReaders(Map<String, String> byDirectory, Map<String, String> fromFront) {
    private static final Set<FileFormat> PACKAGES = Set.of(FileFormat.APPX, FileFormat.NUGET);
    private static final Set<String> SIGNATURES = Set.of("AppxSignature.p7x", ".signature.p7s");

    public OtherReaders {
        byDirectory = Collections.unmodifiableMap(new TreeMap<>(byDirectory));
        fromFront = Collections.unmodifiableMap(new TreeMap<>(fromFront));
    }

    /** What they see; nothing for a format that is no package. */
    public static OtherReaders of(FileFormat format, byte[] file) throws IOException {
        return PACKAGES.contains(format)
                ? new OtherReaders(byDirectory(file), fromFront(file))
                : new OtherReaders(Map.of(), Map.of());
    }

    private static Map<String, String> byDirectory(byte[] file) throws IOException {
        Path copy = Files.createTempFile("other-reader", ".zip");
        try (ZipFile zip = new ZipFile(Files.write(copy, file).toFile())) {
            Map<String, String> parts = new TreeMap<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    add(parts, entry, in);
                }
            }
            return parts;
        } finally {
            Files.delete(copy);
        }
    }

    private static Map<String, String> fromFront(byte[] file) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                add(parts, entry, zip);
            }
        }
        return parts;
    }

    private static void add(Map<String, String> parts, ZipEntry entry, InputStream in) throws IOException {
        if (SIGNATURES.contains(entry.getName())) {
            return;
        }
        String earlier = parts.put(entry.getName(), digest(in.readAllBytes()));
        if (earlier != null) {
            throw new IOException("two parts named " + entry.getName());
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
