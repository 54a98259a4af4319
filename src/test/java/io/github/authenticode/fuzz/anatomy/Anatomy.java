package io.github.authenticode.fuzz.anatomy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.authenticode.fuzz.Cutter;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed file taken apart by a second, simple reader that shares no code with the verifier: which bytes the signature
 * must cover, the signatures, and the rest by name.
 *
 * @param authenticated what no mutant may change and stay trusted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record Anatomy(byte[] authenticated, List<byte[]> signatures, Map<Slack, byte[]> slack) {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^|\r?\n)[^\r\n]*(?:SIG (?:#|''|//) Begin|<signature>)[^\n]*\n"
                    + "(?<lines>(?:[^\n]*\n)*?)[^\r\n]*(?:SIG (?:#|''|//) End|</signature>)[^\n]*(?:\n|$)");

    static Anatomy of(FileFormat format, byte[] file) throws IOException {
        return switch (format) {
            case PE -> program(new Cutter(file));
            case CAB -> cabinet(new Cutter(file));
            case MSI -> InstallerAnatomy.of(file);
            case CATALOG -> new Cutter(file).signature().end();
            case APPX -> PackageAnatomy.of(file, "AppxSignature.p7x", 4);
            case NUGET -> PackageAnatomy.of(file, ".signature.p7s", 0);
            case NAVX -> application(new Cutter(file));
            case POWERSHELL, POWERSHELL_XML, VBSCRIPT, JSCRIPT, WSF -> script(file);
        };
    }

    private static Anatomy program(Cutter cut) throws IOException {
        int optional = cut.number(0x3C, 4) + 24;
        int directory = optional + (cut.number(optional, 2) == 0x20B ? 112 : 96) + 4 * 8;
        int table = cut.number(directory, 4);
        cut.authenticatedTo(optional + 64)
                .slack(Slack.PE_CHECKSUM, 4)
                .authenticatedTo(directory)
                .slack(Slack.PE_DIRECTORY, 8)
                .authenticatedTo(table);
        while (cut.left() > 0) {
            int end = cut.position() + (cut.number(cut.position(), 4) + 7) / 8 * 8;
            cut.slack(Slack.PE_ENTRY_HEADER, 8).signature().paddingTo(end);
        }
        return cut.end();
    }

    private static Anatomy cabinet(Cutter cut) throws IOException {
        int end = cut.number(8, 4);
        int others = cut.number(40, 2);
        cut.authenticatedTo(4)
                .forced(0, 4)
                .authenticatedTo(36)
                .forced(20 + others, 2)
                .forced(0, 2)
                .authenticatedTo(42)
                .forced(16, 2)
                .authenticatedTo(44 + others)
                .forced(end, 4)
                .forced(cut.left() + cut.position() - end, 4)
                .forced(0, 4)
                .forced(0, 4)
                .authenticatedTo(end)
                .signature();
        return cut.paddingTo(cut.position() + cut.left()).end();
    }

    private static Anatomy application(Cutter cut) throws IOException {
        int block = 40 + cut.number(28, 4);
        byte[] letters = "NXSB".getBytes(ISO_8859_1);
        cut.authenticatedTo(block).exactly(letters).signature();
        cut.paddingTo(cut.position() + cut.left() - 8);
        byte[] offset = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(block)
                .array();
        return cut.exactly(offset).exactly(letters).end();
    }

    private static Anatomy script(byte[] file) throws IOException {
        Matcher block = BLOCK.matcher(new String(file, ISO_8859_1));
        Cutter.require(block.find(), "no signature block");
        String base64 =
                block.group("lines").replaceAll("(?m)^(?:# |<!-- |'' SIG '' |// SIG // |\\*\\* SIG \\*\\* )", "");
        byte[] signature = Base64.getMimeDecoder().decode(base64.replace(" -->", ""));
        byte[] der = new Cutter(signature).signature().end().signatures().get(0);
        Cutter.require(Arrays.equals(der, signature), "bytes behind the signature");
        Cutter cut = new Cutter(file);
        return cut.authenticatedTo(block.start())
                .slack(Slack.SCRIPT_BLOCK, block.end() - block.start())
                .signature(der)
                .authenticatedTo(file.length)
                .end();
    }
}
