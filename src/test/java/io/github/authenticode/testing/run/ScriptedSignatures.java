package io.github.authenticode.testing.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The make-believe signature format of {@link ScriptedEngine} and {@link ScriptedVerifier}: any bytes, followed by one
 * block for each signature with a signer's name and the digest of those bytes.
 */
public final class ScriptedSignatures {
    private static final String START = "\nSIGNATURE ";
    private static final Pattern BLOCK = Pattern.compile("\nSIGNATURE (\\S+) ([0-9a-f]{64}) END");

    private ScriptedSignatures() {}

    /** One signature: who signed, and what he claims the digest of the payload to be. */
    public record Block(String signer, String digest) {}

    /** A file, taken apart; {@code rest} is what is no complete signature. One character is one byte. */
    public record Parsed(String payload, List<Block> blocks, String rest) {
        public boolean isGenuine(Block block) {
            return block.digest().equals(digest(payload));
        }

        /** The payload alone, with one signature. */
        public byte[] signedBy(String signer) {
            return bytes(payload + block(payload, signer));
        }
    }

    /** Adds a signature to those that are there. */
    public static byte[] sign(byte[] content, String signer) {
        return bytes(text(content) + block(parse(content).payload(), signer));
    }

    /** All signatures of a file, as they stand there, in one piece. */
    public static List<byte[]> blocks(byte[] content) {
        String text = text(content);
        return List.of(bytes(text.substring(parse(content).payload().length())));
    }

    /** The payload alone, with these blocks. */
    public static byte[] with(byte[] content, List<byte[]> blocks) {
        StringBuilder text = new StringBuilder(parse(content).payload());
        blocks.forEach(block -> text.append(text(block)));
        return bytes(text.toString());
    }

    public static Parsed parse(byte[] content) {
        String text = text(content);
        int end = text.indexOf(START);
        if (end < 0) {
            return new Parsed(text, List.of(), "");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text).region(end, text.length());
        while (matcher.lookingAt()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
            matcher.region(matcher.end(), text.length());
        }
        return new Parsed(text.substring(0, end), blocks, text.substring(matcher.regionStart()));
    }

    private static String block(String payload, String signer) {
        return START + signer + " " + digest(payload) + " END";
    }

    private static String digest(String payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(payload)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
