package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.maven.config.PomValues;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings by which signtool.exe is found and called. Without {@code executable} it is looked for in SIGNTOOL_PATH,
 * the Windows kits, NuGet packages and PATH; the newest x64 that fits is taken.
 *
 * <pre>{@code
 * <signtool>
 *   <executable>C:/sdk/bin/10.0.26100.0/x64/signtool.exe</executable>
 * </signtool>
 * }</pre>
 */
public final class Signtool extends SigningProgram {
    /** Azure.CodeSigning.Dlib.dll. Default: ACS_DLIB, NuGet packages, the client tools. */
    @Nullable
    File dlib;

    /** A certificate file that completes the chain ({@code /ac}). */
    @Nullable
    File additionalCertificate;

    /** {@code auto}, {@code include} or {@code omit}. Default: auto. */
    String pageHashes = "auto";

    /** Lets signtool tell how it chose the certificate, as evidence. Default: true. */
    boolean debug = true;

    /** Last resort: further arguments, never a secret. */
    List<String> extraArguments = List.of();

    /** Characters that the paths of one call may have together; 1 is one file a call. Default: 10000. */
    int batch = 10_000;

    @Override
    String element() {
        return "signtool";
    }

    /** The settings that this element stands for. */
    public SigntoolSettings settings(ConfigurationProblems findings) {
        int characters = new OptionsReader(findings).atLeastOne("<signtool><batch>", batch);
        Duration limit = timeout(findings);
        return new SigntoolSettings(
                Optional.ofNullable(executable).map(File::toPath),
                Optional.ofNullable(dlib).map(File::toPath),
                Optional.ofNullable(additionalCertificate).map(File::toPath),
                PomValues.of(
                        SigntoolSettings.PageHashes.class,
                        "signtool><pageHashes",
                        pageHashes,
                        SigntoolSettings.PageHashes.AUTO,
                        findings),
                debug,
                extraArguments,
                characters,
                limit,
                timeoutPerFile(findings));
    }

    public void setDlib(File dlib) {
        this.dlib = dlib;
    }

    public void setAdditionalCertificate(File additionalCertificate) {
        this.additionalCertificate = additionalCertificate;
    }

    public void setPageHashes(String pageHashes) {
        this.pageHashes = pageHashes;
    }

    public void setDebug(boolean debug) {
        this.debug = debug;
    }

    public void setExtraArguments(List<String> extraArguments) {
        this.extraArguments = List.copyOf(extraArguments);
    }

    public void setBatch(int batch) {
        this.batch = batch;
    }
}
