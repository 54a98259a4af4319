package io.github.authenticode.engine.signtool;

import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.process.ToolCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines of signtool. Each option stands once, since signtool fails on a repeated one
 * (electron/windows-sign#46), and {@code /td} stands after {@code /tr}, since it is the timestamp server's. Files come
 * last and as absolute paths: a name such as {@code /q.exe}, {@code -a.exe} or {@code @list.exe} would be an option or
 * a response file otherwise.
 */
public final class SigntoolCommands {
    private final Identity identity;
    private final SignatureOptions options;
    private final SigntoolSettings settings;
    private final Optional<DlibFiles> dlib;

    /** The client library and the metadata that it is given. */
    record DlibFiles(Path library, Path metadata) {}

    /** @param dlib present for Artifact Signing, and only for it */
    SigntoolCommands(Identity identity, SignatureOptions options, SigntoolSettings settings, Optional<DlibFiles> dlib) {
        this.identity = identity;
        this.options = options;
        this.settings = settings;
        this.dlib = dlib;
    }

    /** Arguments of {@code signtool sign} for these files, asking this authority for a timestamp, or none. */
    List<String> sign(List<Path> files, Optional<URI> authority) {
        return sign(files, authority, false);
    }

    /** @param foreign whether the files have sound signatures of another publisher */
    List<String> sign(List<Path> files, Optional<URI> authority, boolean foreign) {
        List<String> argv = new ArrayList<>(List.of("sign", "/v"));
        if (settings.debug()) {
            argv.add("/debug");
        }
        String digest = options.digest().name();
        argv.addAll(List.of("/fd", digest));
        authority.ifPresent(url -> argv.addAll(List.of("/tr", url.toString(), "/td", digest)));
        argv.addAll(KeyArguments.of(identity, dlib));
        additionalCertificate().ifPresent(file -> argv.addAll(List.of("/ac", ToolCommand.absolute(file))));
        options.description().ifPresent(text -> argv.addAll(List.of("/d", text)));
        options.url().ifPresent(url -> argv.addAll(List.of("/du", url.toString())));
        if (options.appends(foreign)) {
            argv.add("/as");
        }
        switch (settings.pageHashes()) {
            case INCLUDE -> argv.add("/ph");
            case OMIT -> argv.add("/nph");
            case AUTO -> {}
        }
        argv.addAll(settings.extraArguments());
        files.forEach(file -> argv.add(ToolCommand.absolute(file)));
        return argv;
    }

    /**
     * Arguments of {@code signtool verify}: the policy of applications, every signature, a warning without timestamp.
     */
    public static List<String> verify(List<Path> files) {
        List<String> argv = new ArrayList<>(List.of("verify", "/v", "/pa", "/all", "/tw"));
        files.forEach(file -> argv.add(ToolCommand.absolute(file)));
        return argv;
    }

    private Optional<Path> additionalCertificate() {
        return settings.additionalCertificate()
                .or(() ->
                        identity instanceof KeystoreIdentity keystore ? keystore.certificateFile() : Optional.empty());
    }
}
