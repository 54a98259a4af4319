package io.github.authenticode.maven;

import java.io.File;
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
public final class KeyContainer {
    /** Name of the provider, exactly as it is registered. */
    @Nullable
    String csp;

    /** Name of the key container or key pair; case matters. */
    @Nullable
    String container;

    /** The certificate that belongs to the key. */
    @Nullable
    File certificateFile;

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
