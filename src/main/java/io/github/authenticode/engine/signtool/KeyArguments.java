package io.github.authenticode.engine.signtool;

import io.github.authenticode.engine.signtool.SigntoolCommands.DlibFiles;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.ToolCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code signtool sign} that say which key signs. */
final class KeyArguments {
    private KeyArguments() {}

    static List<String> of(Identity identity, Optional<DlibFiles> dlib) {
        if (identity instanceof ArtifactSigningIdentity) {
            DlibFiles files = dlib.orElseThrow(() -> new IllegalArgumentException("artifactSigning needs the library"));
            return List.of(
                    "/dlib", ToolCommand.absolute(files.library()), "/dmdf", ToolCommand.absolute(files.metadata()));
        }
        if (identity instanceof StoreCertificateIdentity certificate) {
            return ofStore(certificate);
        }
        if (identity instanceof KeyContainerIdentity key) {
            return List.of(
                    "/f", ToolCommand.absolute(key.certificateFile()), "/csp", key.csp(), "/kc", key.container());
        }
        if (identity instanceof KeystoreIdentity keystore) {
            List<String> argv = new ArrayList<>(List.of("/f", ToolCommand.absolute(keystore.file())));
            keystore.password().ifPresent(password -> argv.addAll(List.of("/p", password.reveal())));
            return argv;
        }
        throw new IllegalArgumentException("signtool cannot sign with " + identity.element());
    }

    private static List<String> ofStore(StoreCertificateIdentity certificate) {
        List<String> argv = new ArrayList<>();
        certificate.thumbprint().ifPresent(value -> argv.addAll(List.of("/sha1", value)));
        certificate.subject().ifPresent(value -> argv.addAll(List.of("/n", value)));
        certificate.issuer().ifPresent(value -> argv.addAll(List.of("/i", value)));
        certificate.root().ifPresent(value -> argv.addAll(List.of("/r", value)));
        certificate.store().ifPresent(value -> argv.addAll(List.of("/s", value)));
        if (certificate.machineStore()) {
            argv.add("/sm");
        }
        if (certificate.automatic()) {
            argv.add("/a");
        }
        return argv;
    }
}
