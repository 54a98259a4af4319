package io.github.authenticode.verify.format;

import io.github.authenticode.verify.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * A script. The digest covers its text in UTF-16LE without the signature block, and for Windows Script Host the position of the
 * block as four bytes after it.
 */
final class ScriptContent implements SignedContent {
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private final ScriptKind kind;
    private final String text;
    private final Optional<ScriptBlock> block;

    private ScriptContent(ScriptKind kind, String text, Optional<ScriptBlock> block) {
        this.kind = kind;
        this.text = text;
        this.block = block;
    }

    static ScriptContent open(Path path, ScriptKind kind) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            if (file.size() > MAX_LENGTH) {
                throw new MalformedFileException("The file is far too large for a script: " + file.size() + " bytes.");
            }
            String text = ScriptText.decode(file.read(0, (int) file.size()), kind);
            return new ScriptContent(kind, text, ScriptBlock.find(text, kind));
        }
    }

    @Override
    public StoredSignatures stored() {
        return block.map(ScriptBlock::stored).orElse(StoredSignatures.NONE);
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
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
