package io.github.authenticode.testing.certificate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A trust store for the JVM of a whole build. */
public final class TrustStoreFile {
    private TrustStoreFile() {}

    /** Writes these roots beside those of this JVM, since a Maven that trusts nobody else could not download. */
    public static void write(Path file, String password, List<X509Certificate> more)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> roots = new ArrayList<>();
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            roots.addAll(List.of(((X509TrustManager) manager).getAcceptedIssuers()));
        }
        roots.addAll(more);
        for (X509Certificate root : roots) {
            store.setCertificateEntry("root" + store.size(), root);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
