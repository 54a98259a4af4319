package io.github.authenticode.verify;

import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import java.util.List;
import java.util.Optional;

/** A file that consists of signatures alone and whose content agrees with all of them, or with none. */
record FakeContent(List<byte[]> signatures, Optional<Violation> difference) implements SignedContent {
    static FakeContent of(byte[]... signatures) {
        return new FakeContent(List.of(signatures), Optional.empty());
    }

    @Override
    public StoredSignatures stored() {
        return new StoredSignatures(signatures, List.of());
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) {
        return difference.stream().toList();
    }
}
