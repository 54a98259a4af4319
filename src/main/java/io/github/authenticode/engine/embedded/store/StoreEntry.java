package io.github.authenticode.engine.embedded.store;

import io.github.authenticode.diagnose.ForeignText;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate of a store.
 *
 * @param alias by which Java finds it again: the friendly name or, where it has none, its subject's name; Java adds a
 *     number in brackets to one that is there already
 * @param chain as far as Windows knows it, this certificate first
 * @param hasKey whether this user has its private key
 */
record StoreEntry(String alias, List<X509Certificate> chain, boolean hasKey) {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String COPY = " \\(\\d+\\)$";

    StoreEntry {
        chain = List.copyOf(chain);
    }

    static List<StoreEntry> of(KeyStore store) throws KeyStoreException {
        List<StoreEntry> entries = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            Certificate alone = store.getCertificate(alias);
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : chain != null && chain.length > 0 ? chain : new Certificate[] {alone}) {
                if (certificate instanceof X509Certificate x509) {
                    certificates.add(x509);
                }
            }
            if (!certificates.isEmpty()) {
                entries.add(new StoreEntry(alias, certificates, store.isKeyEntry(alias)));
            }
        }
        return entries;
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    boolean isCalled(String friendlyName) {
        return alias.equals(friendlyName) || alias.replaceFirst(COPY, "").equals(friendlyName);
    }

    /** Whether it is for code signing; one without purposes is for all of them. */
    boolean isForCode() {
        try {
            List<String> purposes = certificate().getExtendedKeyUsage();
            return purposes == null || purposes.contains(CODE_SIGNING);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    boolean isValid(Instant now) {
        return !now.isBefore(certificate().getNotBefore().toInstant())
                && !now.isAfter(certificate().getNotAfter().toInstant());
    }

    /** 40 upper-case hexadecimal digits. */
    String thumbprint() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest(certificate().getEncoded());
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-1, and a certificate that was parsed its encoding", e);
        }
    }

    /** In a message: subject, issuer, expiry and thumbprint. */
    String words() {
        return "\"" + name(certificate().getSubjectX500Principal()) + "\" issued by \""
                + name(certificate().getIssuerX500Principal()) + "\", expires "
                + certificate().getNotAfter().toInstant() + ", thumbprint " + thumbprint();
    }

    private static String name(X500Principal name) {
        return ForeignText.oneLine(name.getName());
    }
}
