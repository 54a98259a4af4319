package io.github.authenticode.signtooldouble.certificate;

import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that stands in for Windows' certificate stores and key containers:
 * <pre>
 * CurrentUser/My/*.p12        what /sha1, /n, /i, /r and /a choose from, in the order of file names; *.cer has no key
 * LocalMachine/My/*.p12       the same for /sm
 * Root/*.cer                  the trusted roots
 * Keys/PROVIDER/CONTAINER.p12 what /csp and /kc name
 * </pre>
 * Every PKCS#12 file in it has the password {@link #PASSWORD}. A store without folder is one that Windows does not
 * know.
 */
public final class CertificateStore {
    public static final String PASSWORD = "signtool-double";

    private final Path folder;

    public CertificateStore(Path folder) {
        this.folder = folder;
    }

    /** The certificates of a store, its name in any case. */
    public List<Candidate> open(boolean machine, String name)
            throws SigntoolError, IOException, GeneralSecurityException {
        Path location = folder.resolve(machine ? "LocalMachine" : "CurrentUser");
        Optional<Path> store = entries(location).stream()
                .filter(f -> fileName(f).equalsIgnoreCase(name))
                .findFirst();
        if (store.isEmpty()) {
            throw SigntoolError.fileNotFound("");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Path file : entries(store.get())) {
            candidates.add(candidate(file));
        }
        return candidates;
    }

    public List<X509Certificate> roots() throws IOException, GeneralSecurityException {
        List<X509Certificate> roots = new ArrayList<>();
        for (Path file : entries(folder.resolve("Root"))) {
            roots.add(certificate(file));
        }
        return roots;
    }

    public Optional<SigningKey> container(String provider, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("Keys").resolve(provider).resolve(name + ".p12");
        return Files.exists(file) ? SigningKey.read(file, PASSWORD.toCharArray()) : Optional.empty();
    }

    public static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static Candidate candidate(Path file) throws IOException, GeneralSecurityException {
        if (fileName(file).toLowerCase(Locale.ROOT).endsWith(".cer")) {
            return new Candidate(List.of(certificate(file)), Optional.empty());
        }
        return SigningKey.read(file, PASSWORD.toCharArray())
                .map(Candidate::of)
                .orElseThrow(() -> new IOException("no key in " + file));
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
