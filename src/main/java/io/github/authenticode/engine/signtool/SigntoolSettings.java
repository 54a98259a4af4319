package io.github.authenticode.engine.signtool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The element {@code <signtool>}: what concerns signtool and no other engine.
 *
 * @param executable signtool.exe; absent means that it is looked for, see ToolLocator
 * @param dlib Azure.CodeSigning.Dlib.dll; absent means that it is looked for, see DlibLocator
 * @param additionalCertificate a certificate file that completes the chain ({@code /ac})
 * @param pageHashes whether page hashes go into the signature
 * @param debug whether signtool tells how it chose the certificate ({@code /debug})
 * @param extraArguments put in as they are before the files; never a secret
 * @param batch how many characters the paths of one call may have together; 1 makes it one file a call
 * @param timeout how long a call may take, before what each file adds
 * @param timeoutPerFile what each file of a call adds
 */
public record SigntoolSettings(
        Optional<Path> executable,
        Optional<Path> dlib,
        Optional<Path> additionalCertificate,
        PageHashes pageHashes,
        boolean debug,
        List<String> extraArguments,
        int batch,
        Duration timeout,
        Duration timeoutPerFile) {
    /** What Microsoft's own GitHub action uses: 8 minutes instead of 17 (Azure/azure-code-signing-action#22). */
    public static final int DEFAULT_BATCH = 10_000;

    /** Settings of a pom that says nothing about signtool. */
    public static final SigntoolSettings DEFAULT = new SigntoolSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PageHashes.AUTO,
            true,
            List.of(),
            DEFAULT_BATCH,
            Duration.ofMinutes(5),
            Duration.ofSeconds(15));

    public SigntoolSettings {
        extraArguments = List.copyOf(extraArguments);
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, not " + batch);
        }
        if (timeout.isNegative() || timeout.isZero() || timeoutPerFile.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }

    /** Digests of single pages of a PE file, which some kernel policies ask for. */
    public enum PageHashes {
        /** As signtool likes it: its version and SIGNTOOL_PAGE_HASHES decide. */
        AUTO,
        /** {@code /ph} */
        INCLUDE,
        /** {@code /nph} */
        OMIT
    }
}
