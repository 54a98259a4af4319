package io.github.authenticode.verify.roots;

import io.github.authenticode.verify.certificate.CertificateText;
import io.github.authenticode.verify.naming.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The roots that this JVM and this operating system trust, the code-signing roots of an installed .NET SDK, and the
 * anchors that are built in. Reading a store that should be there and fails is told in the name of the source, where a
 * report shows it, and is no error: another store may have the root that is needed.
 *
 * @param operatingSystem the system property {@code os.name}
 * @param bundles where a Linux distribution may keep its PEM bundle; the first that exists counts
 * @param builtIn what is trusted beside all stores
 */
record SystemRoots(String operatingSystem, List<Path> bundles, DotnetSdk dotnet, List<RootSource> builtIn) {
    /** The list of Go's crypto/x509 (root_linux.go): Debian, Fedora, openSUSE, OpenELEC, RHEL, Alpine. */
    private static final List<Path> LINUX_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/pki/tls/cacert.pem"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /** Such as "Microsoft Test Root Authority" and "Microsoft Testing Root Certificate Authority 2010". */
    private static final Pattern MICROSOFT_TEST = Pattern.compile("(?i)^Microsoft\\b.*\\bTest(ing)?\\b");

    static SystemRoots ofThisMachine() {
        return new SystemRoots(
                System.getProperty("os.name", ""),
                LINUX_BUNDLES,
                DotnetSdk.ofThisMachine(System::getenv, Path.of(System.getProperty("user.home"))),
                BuiltInAnchors.read());
    }

    List<RootSource> read() {
        List<RootSource> sources = new ArrayList<>();
        sources.add(jvm());
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            sources.add(keystore("Windows-ROOT", "Windows trusted roots"));
        } else if (system.startsWith("mac")) {
            sources.add(keystore("KeychainStore", "macOS keychain"));
            sources.add(keystore("KeychainStore-ROOT", "macOS system roots"));
        } else {
            bundle().ifPresent(sources::add);
        }
        sources.addAll(dotnet.read());
        sources.addAll(builtIn);
        return sources.stream().map(SystemRoots::withoutTestRoots).toList();
    }

    /** Machines that build drivers hold roots whose keys are published; whoever means one names it in trustedRoots. */
    private static RootSource withoutTestRoots(RootSource source) {
        List<Anchor> genuine = source.anchors().stream()
                .filter(a -> !MICROSOFT_TEST.matcher(Names.of(a.subject())).find())
                .toList();
        int left = source.anchors().size() - genuine.size();
        RootSource rest = new RootSource(source.name(), genuine, source.purposes(), source.flaw());
        return left == 0
                ? source
                : rest.withFlaw("without " + left + " test root" + (left == 1 ? "" : "s") + " of Microsoft");
    }

    /** What TLS of this JVM trusts, so that javax.net.ssl.trustStore is honoured as everywhere else. */
    private static RootSource jvm() {
        String name = "JVM cacerts";
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> certificates = new ArrayList<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    Collections.addAll(certificates, x509.getAcceptedIssuers());
                }
            }
            return RootSource.of(name, certificates);
        } catch (GeneralSecurityException e) {
            return unreadable(name, e);
        }
    }

    private static RootSource keystore(String type, String name) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return RootSource.of(name, RootFile.trusted(store));
        } catch (GeneralSecurityException | IOException e) {
            return unreadable(name, e);
        }
    }

    private Optional<RootSource> bundle() {
        String name = "system bundle";
        return bundles.stream().filter(Files::isRegularFile).findFirst().map(file -> {
            try {
                CertificateText text = CertificateText.read(Files.readAllBytes(file));
                RootSource source = RootSource.of(name, text.certificates());
                return text.unreadable() == 0 ? source : source.withFlaw(text.unreadable() + " unreadable");
            } catch (IOException e) {
                return unreadable(name, e);
            }
        });
    }

    private static RootSource unreadable(String name, Exception e) {
        return RootSource.of(name, List.of())
                .withFlaw("unreadable: " + e.getClass().getSimpleName());
    }
}
