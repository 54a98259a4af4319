package io.github.authenticode.maven;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * A key in a file. The password comes from a settings.xml server or from an environment variable, never from the pom.
 *
 * <pre>{@code
 * <keystore>
 *   <file>release.p12</file>
 *   <serverId>codesign</serverId>
 * </keystore>
 * }</pre>
 */
public final class Keystore {
    /** PKCS#12 or JKS keystore, or PEM private key; relative to the project. */
    @Nullable
    File file;

    /** {@code PKCS12}, {@code JKS}, {@code JCEKS} or {@code PEM}. Default: by the file name's extension. */
    @Nullable
    String type;

    /** The key entry. Default: the only one. */
    @Nullable
    String alias;

    /** The settings.xml server whose password (or passphrase) opens the keystore. */
    @Nullable
    String serverId;

    /** The environment variable that holds the password. */
    @Nullable
    String passwordEnv;

    /** The environment variable that holds the key entry's password, where it differs from the keystore's. */
    @Nullable
    String keyPasswordEnv;

    /** PEM or PKCS#7 file with the certificate chain: needed for a PEM key, else it completes the keystore's. */
    @Nullable
    File certificateFile;

    /** Only there to be refused with advice. */
    boolean passwordGiven;

    public void setFile(File file) {
        this.file = file;
    }

    public void setType(String type) {
        this.type = type;
    }

    public void setAlias(String alias) {
        this.alias = alias;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setPasswordEnv(String passwordEnv) {
        this.passwordEnv = passwordEnv;
    }

    public void setKeyPasswordEnv(String keyPasswordEnv) {
        this.keyPasswordEnv = keyPasswordEnv;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    /** Takes nothing: a password in a pom is refused, see {@code <serverId>} and {@code <passwordEnv>}. */
    public void setPassword(@SuppressWarnings("unused") String refused) {
        passwordGiven = true;
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setStorepass(String refused) {
        setPassword(refused);
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setKeypass(String refused) {
        setPassword(refused);
    }

    /** Takes nothing, as {@link #setPassword}. */
    public void setKeyPassword(String refused) {
        setPassword(refused);
    }
}
