package io.github.authenticode.verify.format.msi;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.compound.CompoundEntry;
import io.github.authenticode.verify.format.compound.CompoundFile;
import io.github.authenticode.verify.format.compound.InstallerDigest;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.format.content.SubjectPackage;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An installer or patch. The digest covers the content of every stream and the class identifier of every storage. The
 * stream MsiDigitalSignatureEx, if there is one, holds a digest of names, sizes and times, and is digested first;
 * signtool writes it. Undocumented; the layout was measured on signtool's files (osslsigncode, msi.c). A transform is
 * read like them, and trusted never.
 */
public final class MsiContent implements SignedContent {

    /** {000C1082-0000-0000-C000-000000000046} as it is stored. */
    private static final String TRANSFORM_CLASS = "82100c0000000000c000000000000046";

    private static final Violation TRANSFORM = new Violation(
            ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
            "The file is a transform (.mst), and Windows accepts no signature in a transform: it finds TRUST_E_BAD_DIGEST"
                    + " even where signtool has signed it. Ship the transform inside a signed installer, or list it in"
                    + " a signed catalog.");

    private final Path path;
    private final StoredSignatures stored;
    private final boolean coversMetadata;

    private MsiContent(Path path, StoredSignatures stored, boolean coversMetadata) {
        this.path = path;
        this.stored = stored;
        this.coversMetadata = coversMetadata;
    }

    public static MsiContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            CompoundFile compound = CompoundFile.read(file);
            boolean coversMetadata =
                    compound.root().stream(InstallerDigest.METADATA).isPresent();
            return new MsiContent(path, stored(compound), coversMetadata);
        }
    }

    private static StoredSignatures stored(CompoundFile file) throws IOException {
        Optional<CompoundEntry> stream = file.root().stream(InstallerDigest.SIGNATURE);
        if (stream.isEmpty()) {
            return StoredSignatures.NONE;
        }
        StoredSignatures found = SignatureBlob.aligned(file.content(stream.get(), SignatureBlob.MAX_LENGTH));
        List<Violation> violations = new ArrayList<>(found.violations());
        file.spareRoom().violation().ifPresent(violations::add);
        if (isTransform(file.root().entry())) {
            violations.add(TRANSFORM);
        }
        return new StoredSignatures(found.signatures(), violations);
    }

    private static boolean isTransform(CompoundEntry root) {
        return HexFormat.of().formatHex(root.classId()).equals(TRANSFORM_CLASS);
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public Optional<Boolean> coversMetadata() {
        return Optional.of(coversMetadata);
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, SubjectPackage.INSTALLER, (signed, algorithm) -> {
            try (FileBytes file = FileBytes.open(path)) {
                return InstallerDigest.compare(CompoundFile.read(file), signed, algorithm);
            }
        });
    }
}
