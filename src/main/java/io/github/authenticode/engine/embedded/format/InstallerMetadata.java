package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.plan.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.poifs.property.DirectoryProperty;
import org.apache.poi.poifs.property.Property;

/**
 * The writer of the stream MsiDigitalSignatureEx, which signtool writes and jsign does not: a digest of the names,
 * sizes, flags and times of all streams and storages, which the digest of the installer begins with. Without it a
 * signature covers contents one after the other, wherever one ends. Undocumented; the layout is that of osslsigncode's
 * msi.c.
 */
final class InstallerMetadata {
    private static final String SIGNATURE = "\u0005DigitalSignature";
    private static final String EXTENDED = "\u0005MsiDigitalSignatureEx";
    private static final int NAME_LENGTH = 64;
    private static final int CLASS = 80;
    private static final int FLAGS = 96;
    private static final int TIMES = 100;
    private static final int START = 116;
    private static final int SIZE = 120;

    private final MessageDigest digest;

    private InstallerMetadata(MessageDigest digest) {
        this.digest = digest;
    }

    /**
     * Makes an installer ready for its first signature, or for one in the place of others; beside a signature that
     * stays, nothing can be added that it does not cover. It is tidied first: where POI takes a sector for the
     * directory that was in use before, it leaves there what it finds, and cannot read it back.
     */
    static void write(Path file, DigestAlgorithm algorithm, boolean replace) throws IOException {
        if (!replace && isSigned(file)) {
            return;
        }
        InstallerTidying.tidy(file);
        try (POIFSFileSystem installer = new POIFSFileSystem(file.toFile(), false)) {
            byte[] value = digest(installer.getPropertyTable().getRoot(), algorithm);
            installer.createOrUpdateDocument(new ByteArrayInputStream(value), EXTENDED);
            installer.writeFilesystem();
        } catch (IllegalStateException | IndexOutOfBoundsException | ClassCastException | IllegalArgumentException e) {
            throw new IOException("MSI file format error: " + e.getMessage(), e);
        }
    }

    private static boolean isSigned(Path file) throws IOException {
        try (POIFSFileSystem installer = new POIFSFileSystem(file.toFile(), true)) {
            return installer.getRoot().hasEntryCaseInsensitive(SIGNATURE);
        } catch (IllegalStateException | IndexOutOfBoundsException | ClassCastException | IllegalArgumentException e) {
            throw new IOException("MSI file format error: " + e.getMessage(), e);
        }
    }

    private static byte[] digest(DirectoryProperty root, DigestAlgorithm algorithm) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.jcaName());
            new InstallerMetadata(digest).add(root, true);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + algorithm.jcaName(), e);
        }
    }

    private void add(Property property, boolean root) throws IOException {
        byte[] entry = entry(property);
        if (!root) {
            digest.update(entry, 0, nameLength(entry));
        }
        digest.update(entry, property.isDirectory() ? CLASS : SIZE, property.isDirectory() ? FLAGS - CLASS : 4);
        digest.update(entry, FLAGS, (root ? TIMES : START) - FLAGS);
        if (property instanceof DirectoryProperty storage) {
            for (Property child : inOrder(storage)) {
                boolean signature = !child.isDirectory()
                        && (child.getName().equals(SIGNATURE) || child.getName().equals(EXTENDED));
                if (signature && !root) {
                    // jsign leaves these out of the digest everywhere, Windows in the root only.
                    throw new IOException("the storage " + storage.getName() + " in it holds a signature of its own");
                }
                if (!signature) {
                    add(child, false);
                }
            }
        }
    }

    /** By the bytes of the names, in UTF-16LE. */
    private static List<Property> inOrder(DirectoryProperty storage) throws IOException {
        List<Property> children = new ArrayList<>();
        IdentityHashMap<Property, byte[]> names = new IdentityHashMap<>();
        for (Property child : storage) {
            byte[] entry = entry(child);
            names.put(child, Arrays.copyOf(entry, nameLength(entry)));
            children.add(child);
        }
        children.sort(Comparator.comparing(names::get, Arrays::compareUnsigned));
        return children;
    }

    /** The 128 bytes of the directory, which POI keeps as they are but has no methods for all of. */
    private static byte[] entry(Property property) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        property.writeData(bytes);
        return bytes.toByteArray();
    }

    private static int nameLength(byte[] entry) throws IOException {
        int length = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).getShort(NAME_LENGTH) - 2;
        if (length < 0 || length > NAME_LENGTH - 2) {
            throw new IOException("MSI file format error: a name of " + length + " bytes");
        }
        return length;
    }
}
