package io.github.authenticode.signtooldouble.replay;

import io.github.authenticode.signtooldouble.certificate.CertificateStore;
import io.github.authenticode.signtooldouble.certificate.CertificateText;
import io.github.authenticode.signtooldouble.certificate.SampleAuthority;
import io.github.authenticode.signtooldouble.certificate.SigningKey;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The keys, certificates, DLLs and metadata that lay in the recording's folder, made anew and written out for each
 * case.
 */
public final class ReplayKeys implements AutoCloseable {
    private static final String PROVIDER = "Microsoft Enhanced RSA and AES Cryptographic Provider";
    private static final Map<String, List<String>> DLLS = Map.of(
            "dlib_sign.dll", List.of("AuthenticodeDigestSign"),
            "dlib_ex.dll", List.of("AuthenticodeDigestSignEx"),
            "dlib_exfh.dll", List.of("AuthenticodeDigestSignExWithFileHandle"),
            "dlib_all.dll",
                    List.of(
                            "AuthenticodeDigestSign",
                            "AuthenticodeDigestSignEx",
                            "AuthenticodeDigestSignExWithFileHandle"),
            "dlib_none.dll", List.of());
    private static final String METADATA = """
            {
              "Endpoint": "https://weu.codesigning.azure.net",
              "CodeSigningAccountName": "acct",
              "CertificateProfileName": "profile"
            }
            """;
    private static final String ONE_LINE =
            "{ \"Endpoint\": \"https://weu.codesigning.azure.net\", \"CodeSigningAccountName\": \"acct\"";

    private final Map<String, SigningKey> keys = new LinkedHashMap<>();
    private final Map<String, byte[]> written = new HashMap<>();
    private final X509Certificate root;
    private final ReplayTsa tsa;

    public ReplayKeys() throws Exception {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant later = now.plus(3650, ChronoUnit.DAYS);
        SampleAuthority authority = new SampleAuthority("Test Root CA", now);
        root = authority.root();
        keys.put("signer", authority.issue("Test Code Signer", KeyPurposeId.id_kp_codeSigning, later));
        keys.put("signer2", authority.issue("Test Second Signer", KeyPurposeId.id_kp_codeSigning, later));
        keys.put("expired", authority.issue("Expired Signer", KeyPurposeId.id_kp_codeSigning, now.minusSeconds(60)));
        keys.put("tls", authority.issue("Not For Code", KeyPurposeId.id_kp_timeStamping, later));
        keys.put("tsa", authority.issue("Test TSA", KeyPurposeId.id_kp_timeStamping, later));
        keys.put("self", new SampleAuthority("Self Signed", now).rootKey());
        tsa = new ReplayTsa(key("tsa"));
    }

    public String tsaUrl() {
        return tsa.url();
    }

    String thumbprint(String name) {
        return CertificateText.thumbprint(key(name).chain().get(0));
    }

    /** The display name of every certificate by its thumbprint. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (SigningKey key : keys.values()) {
            for (X509Certificate certificate : key.chain()) {
                names.put(
                        CertificateText.thumbprint(certificate),
                        CertificateText.displayName(certificate.getSubjectX500Principal()));
            }
        }
        return names;
    }

    void copyProgram(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, SampleFiles.pe(500));
    }

    public void writeTo(Path folder) throws IOException, GeneralSecurityException {
        for (String name : keys.keySet()) {
            write(folder.resolve(name + ".pfx"), name, "secret");
            Files.write(folder.resolve(name + ".cer"), key(name).chain().get(0).getEncoded());
        }
        Files.write(folder.resolve("ca.cer"), root.getEncoded());
        write(folder.resolve("profile.blob"), "signer", CertificateStore.PASSWORD);
        for (Map.Entry<String, List<String>> dll : DLLS.entrySet()) {
            Files.write(folder.resolve(dll.getKey()), SampleDll.exporting(dll.getValue()));
        }
        Files.writeString(folder.resolve("metadata.json"), METADATA);
        Files.writeString(folder.resolve("metadata-incomplete.json"), ONE_LINE + " }\n");
        Files.writeString(
                folder.resolve("metadata-wrong.json"), ONE_LINE + ", \"CertificateProfileName\": \"nosuch\" }\n");
        Files.writeString(folder.resolve("bad.exe"), "this is not a PE file\n");
        Files.write(folder.resolve("empty.exe"), new byte[0]);
    }

    public void writeStore(Path store) throws IOException, GeneralSecurityException {
        putInStore(store.resolve("CurrentUser/My"), "signer");
        Path container = Files.createDirectories(store.resolve("Keys").resolve(PROVIDER));
        write(container.resolve("testkey.p12"), "signer", CertificateStore.PASSWORD);
        Path roots = Files.createDirectories(store.resolve("Root"));
        Files.write(roots.resolve("ca.cer"), root.getEncoded());
    }

    void putInStore(Path folder, String name) throws IOException, GeneralSecurityException {
        write(Files.createDirectories(folder).resolve(name + ".p12"), name, CertificateStore.PASSWORD);
    }

    @Override
    public void close() {
        tsa.close();
    }

    private SigningKey key(String name) {
        return Objects.requireNonNull(keys.get(name), name);
    }

    private void write(Path file, String name, String password) throws IOException, GeneralSecurityException {
        byte[] bytes = written.get(name + password);
        if (bytes == null) {
            bytes = pkcs12(key(name), password); // takes long, by design of the format
            written.put(name + password, bytes);
        }
        Files.write(file, bytes);
    }

    private static byte[] pkcs12(SigningKey key, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key.key(), password.toCharArray(), key.chain().toArray(new Certificate[0]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }
}
