package io.github.authenticode.verify.format.script;

import io.github.authenticode.plan.filetype.TextEncoding;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A script. The digest covers its text in UTF-16LE without the signature block, and for Windows Script Host the
 * position of the block as four bytes after it.
 */
public final class ScriptContent implements SignedContent {
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private final ScriptKind kind;
    private final String text;
    private final Optional<ScriptBlock> block;
    private final Optional<Violation> encoding;
    private final boolean isUnknownCodePage;

    private ScriptContent(ScriptKind kind, byte[] file) throws MalformedFileException {
        TextEncoding found = TextEncoding.of(file);
        this.kind = kind;
        this.text = ScriptText.decode(file, kind);
        this.block = ScriptBlock.find(text, kind);
        this.encoding = ScriptText.violation(file, found, kind);
        this.isUnknownCodePage = found == TextEncoding.OTHER_CODE_PAGE;
    }

    public static ScriptContent open(Path path, ScriptKind kind) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            if (file.size() > MAX_LENGTH) {
                throw new MalformedFileException("The file is far too large for a script: " + file.size() + " bytes.");
            }
            return new ScriptContent(kind, file.read(0, (int) file.size()));
        }
    }

    @Override
    public StoredSignatures stored() {
        StoredSignatures stored = block.map(ScriptBlock::stored).orElse(StoredSignatures.NONE);
        return encoding.isEmpty()
                ? stored
                : new StoredSignatures(
                        stored.signatures(),
                        Stream.concat(stored.violations().stream(), encoding.stream())
                                .toList());
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        if (isUnknownCodePage) {
            return List.of(new Violation(
                    ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                    "What the signature covers cannot be told: the script has no byte order mark and is in a code page"
                            + " that nobody names. " + TextEncoding.cure(kind.format()) + " Then sign it again."));
        }
        return IndirectData.check(
                contentType,
                content,
                kind.subjectPackage(),
                (signed, algorithm) -> signed.comparedWith(digest(algorithm.start()), algorithm));
    }

    private byte[] digest(MessageDigest digest) {
        int start = block.map(ScriptBlock::start).orElse(text.length());
        int end = block.map(ScriptBlock::end).orElse(text.length());
        ScriptText.digest(text.substring(0, start), digest);
        ScriptText.digest(text.substring(end), digest);
        if (kind.digestsPosition()) {
            digest.update(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(start)
                    .array());
        }
        return digest.digest();
    }
}
