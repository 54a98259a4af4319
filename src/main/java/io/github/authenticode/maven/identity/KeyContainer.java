package io.github.authenticode.maven.identity;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key in a container of a cryptographic provider, such as a token or DigiCert's KSP, signed with by signtool.
 *
 * <pre>{@code
 * <keyContainer>
 *   <csp>DigiCert Signing Manager KSP</csp>
 *   <container>my-keypair-alias</container>
 *   <certificateFile>codesign.crt</certificateFile>
 * </keyContainer>
 * }</pre>
 */
public final class KeyContainer implements IdentityElement {
    /** Name of the provider, exactly as it is registered. */
    @Nullable
    String csp;

    /** Name of the key container or key pair; case matters. */
    @Nullable
    String container;

    /** The certificate that belongs to the key. */
    @Nullable
    File certificateFile;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> provider =
                reading.required("<keyContainer><csp>", csp, "<csp>DigiCert Signing Manager KSP</csp>");
        Optional<String> name =
                reading.required("<keyContainer><container>", container, "<container>my-keypair-alias</container>");
        File file = certificateFile;
        if (file == null) {
            reading.findings()
                    .invalid(
                            "<keyContainer>",
                            "<certificateFile> is missing.",
                            "<certificateFile>codesign.crt</certificateFile>");
        }
        if (provider.isEmpty() || name.isEmpty() || file == null) {
            return Optional.empty();
        }
        return Optional.of(new KeyContainerIdentity(provider.get(), name.get(), file.toPath()));
    }

    public void setCsp(String csp) {
        this.csp = csp;
    }

    public void setContainer(String container) {
        this.container = container;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }
}
