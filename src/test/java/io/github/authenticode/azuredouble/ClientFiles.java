package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.certificate.TestEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** The files that builds outside this JVM need. */
final class ClientFiles {
    static final String PFX_PASSWORD = "client-changeit";

    private ClientFiles() {}

    /** {@code client.pem} and {@code client.pfx}, with which the application signs in. */
    static void writeKeys(TestEntity client, Path folder) throws GeneralSecurityException, IOException {
        Files.writeString(
                folder.resolve("client.pem"),
                pem("PRIVATE KEY", client.key().getEncoded())
                        + pem("CERTIFICATE", client.certificate().getEncoded()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", client.key(), PFX_PASSWORD.toCharArray(), new Certificate[] {client.certificate()});
        try (OutputStream out = Files.newOutputStream(folder.resolve("client.pfx"))) {
            store.store(out, PFX_PASSWORD.toCharArray());
        }
    }

    static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
