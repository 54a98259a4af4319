package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The work of the embedded engine on an installer before and after jsign signs it, for tests that sign with jsign
 * alone.
 */
public final class PreparedInstaller {
    private PreparedInstaller() {}

    /** For a first signature with SHA-256. */
    public static void prepare(Path installer) throws IOException {
        InstallerMetadata.write(installer, DigestAlgorithm.SHA256, true);
    }

    public static void finish(Path installer) throws IOException {
        InstallerTidying.tidy(installer);
    }
}
