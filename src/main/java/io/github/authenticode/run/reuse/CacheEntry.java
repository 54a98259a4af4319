package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The part of a signed file that the cache keeps: its signatures and no other byte of it. The digest at the end finds
 * an entry that was cut off or damaged; whether the signatures are what they should be, only the verifier can say.
 *
 * @param key of the entry, so that it counts only under its own name
 * @param result SHA-256 of the signed file, hexadecimal: the signatures must bring about this very file
 * @param signatures PKCS#7 messages
 * @param operations ids by which a signing service knows what it signed
 */
record CacheEntry(String key, String result, List<byte[]> signatures, List<String> operations) {
    /** Page hashes of a program of 1.5 GiB take 14 MB. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final byte[] MAGIC = "authenticode-cache-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;
    private static final int MOST_PARTS = 1000;

    CacheEntry {
        signatures = List.copyOf(signatures);
        operations = List.copyOf(operations);
    }

    byte[] encoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.write(HexFormat.of().parseHex(key));
        out.write(HexFormat.of().parseHex(result));
        out.writeInt(signatures.size());
        for (byte[] signature : signatures) {
            out.writeInt(signature.length);
            out.write(signature);
        }
        out.writeInt(operations.size());
        for (String operation : operations) {
            out.writeUTF(operation);
        }
        out.write(Fingerprint.digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /** @throws IOException with what is wrong, if these are not the bytes of an entry with this key */
    static CacheEntry decode(byte[] bytes, String key) throws IOException {
        int end = bytes.length - DIGEST;
        if (end < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new IOException("it is no entry of this cache");
        }
        byte[] content = Arrays.copyOf(bytes, end);
        if (!MessageDigest.isEqual(Fingerprint.digest(content), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new IOException("it is damaged");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content, MAGIC.length, end - MAGIC.length));
        try {
            return decode(in, key);
        } catch (RuntimeException e) {
            // Anybody can write an entry with a good digest and a length below zero.
            throw new IOException("it is damaged", e);
        }
    }

    private static CacheEntry decode(DataInputStream in, String key) throws IOException {
        String named = HexFormat.of().formatHex(in.readNBytes(DIGEST));
        if (!named.equals(key)) {
            throw new IOException("it belongs to another file");
        }
        String result = HexFormat.of().formatHex(in.readNBytes(DIGEST));
        List<byte[]> signatures = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            signatures.add(in.readNBytes(in.readInt()));
        }
        List<String> operations = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            operations.add(in.readUTF());
        }
        if (signatures.isEmpty() || in.available() > 0) {
            throw new IOException("it is damaged");
        }
        return new CacheEntry(key, result, signatures, operations);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_PARTS) {
            throw new IOException("it is damaged");
        }
        return count;
    }
}
