package io.github.authenticode.run.gate;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.testing.run.ScriptedSignatures;
import io.github.authenticode.verify.format.ContentComparison;
import io.github.authenticode.verify.format.comparison.ComparedContent;
import io.github.authenticode.verify.format.comparison.ContentDifference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Compares the payloads of {@link ScriptedSignatures}; of earlier signatures the scripted verifier says enough. */
public final class ScriptedCopyComparer implements CopyComparer {
    @Override
    public ContentComparison compare(Path original, Path signed, FileFormat format) throws IOException {
        String before = payload(original);
        String after = payload(signed);
        return new ContentComparison(
                content(original),
                content(signed),
                before.equals(after)
                        ? Optional.empty()
                        : Optional.of(new ContentDifference(place(original, before), place(signed, after))));
    }

    @Override
    public boolean keepsSignatures(Path original, Path signed, FileFormat format) {
        return true;
    }

    private static String payload(Path file) throws IOException {
        return ScriptedSignatures.parse(Files.readAllBytes(file)).payload();
    }

    private static ComparedContent content(Path file) throws IOException {
        Fingerprint content = Fingerprint.of(file);
        return new ComparedContent(content.size(), content.sha256());
    }

    private static ContentDifference.Place place(Path file, String payload) {
        return new ContentDifference.Place(
                "payload of " + file.getFileName(), 0, payload.getBytes(StandardCharsets.ISO_8859_1));
    }
}
