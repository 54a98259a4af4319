package io.github.authenticode.plan.identity;

import java.util.Locale;

/** The PKCS #11 libraries that are found by their names, at the places where their makers install them. */
public enum TokenModule {
    /** Smart cards by OpenSC, Nitrokey among them. */
    OPENSC,
    /** YubiKey. */
    YKCS11,
    /** SafeNet eToken by Thales. */
    SAFENET,
    /** SoftHSM 2, a token in files. */
    SOFTHSM,
    /** AWS CloudHSM, client SDK 5. */
    CLOUDHSM,
    /** DigiCert Software Trust Manager and KeyLocker. */
    SMPKCS11;

    /** The spelling of the pom: {@code opensc}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
