package io.github.authenticode.fuzz;

import io.github.authenticode.engine.embedded.format.PreparedInstaller;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Signed and timestamped files of every format, and the verifier that trusts them. Keys come from fixed seeds and are
 * RSA, so that on one JDK the same files come out each time and a seed of a mutant means something tomorrow.
 */
final class Specimens {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final Path folder;
    private final TestEntity root;
    private final TestSigner signer;

    private Specimens(Path folder) throws GeneralSecurityException {
        this.folder = folder;
        KeyPair authorities = keys(1);
        root = TestCertificate.of("CN=Fuzz Root")
                .keys(authorities)
                .serialNumber(1)
                .authority(3)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .make();
        TestEntity publisher = TestCertificate.of(SampleFiles.PUBLISHER)
                .keys(keys(2))
                .serialNumber(2)
                .issuedBy(root)
                .make();
        TestEntity authority = TestCertificate.of("CN=Fuzz Timestamps")
                .keys(authorities)
                .serialNumber(3)
                .issuedBy(root)
                .purposes(true, KeyPurposeId.id_kp_timeStamping)
                .make();
        signer = TestSigner.of(publisher)
                .timestampedBy(new TestTimestamps(authority, Instant.parse("2026-03-01T10:00:00Z")));
    }

    static Specimens in(Path folder) throws GeneralSecurityException {
        return new Specimens(folder);
    }

    private static KeyPair keys(int number) throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(number);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, random);
        return generator.generateKeyPair();
    }

    /** Demands nothing but that the signature is good. */
    AuthenticodeVerifier verifier() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(Files.writeString(folder.resolve("root.pem"), rootPem())));
        Policy lenient = new Policy(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty());
        return new AuthenticodeVerifier(lenient, anchors, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    String rootPem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(root.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    List<Specimen> make() throws Exception {
        List<Specimen> specimens = new ArrayList<>();
        for (FileFormat format : FileFormat.values()) {
            String extension = format.extensions().get(0);
            byte[] first = signed("one." + extension, unsigned(format, 700), 1);
            byte[] second = signed("two." + extension, unsigned(format, 900), 1);
            specimens.add(new Specimen(format.name(), format, first, second));
        }
        byte[] twice = signed("twice.exe", unsigned(FileFormat.PE, 300), 2);
        specimens.add(
                new Specimen("PE-twice", FileFormat.PE, twice, specimens.get(0).bytes()));
        byte[] bundle = signed("one.appxbundle", SampleFiles.appxBundle(SampleFiles.PUBLISHER), 1);
        specimens.add(new Specimen("APPX-bundle", FileFormat.APPX, bundle, bundle));
        return specimens;
    }

    /** Signs and timestamps a file where it is; an installer as this plugin does it. */
    void sign(Path file) throws Exception {
        boolean installer = file.toString().endsWith(".msi");
        if (installer) {
            PreparedInstaller.prepare(file);
        }
        signer.sign(file);
        if (installer) {
            PreparedInstaller.finish(file);
        }
    }

    byte[] signed(String name, byte[] content, int times) throws Exception {
        Path file = Files.write(folder.resolve(name), content);
        for (int i = 0; i < times; i++) {
            sign(file);
        }
        return Files.readAllBytes(file);
    }

    private static byte[] unsigned(FileFormat format, int size) throws Exception {
        return switch (format) {
            case PE -> SampleFiles.pe(size);
            case MSI -> SampleFiles.msi(10 * size);
            case CAB -> SampleFiles.cab(size);
            case CATALOG -> SampleFiles.catalog();
            case APPX -> SampleFiles.appx(SampleFiles.PUBLISHER);
            case NAVX -> SampleFiles.navx();
            case NUGET -> SampleFiles.nupkg();
            case POWERSHELL, POWERSHELL_XML, VBSCRIPT, JSCRIPT, WSF -> script(format, size);
        };
    }

    /** Two lengths give two scripts. */
    private static byte[] script(FileFormat format, int size) {
        String text = SampleFiles.script(format);
        return (size > 800 ? text.replace("Hello", "Hello again").replace("Installing", "Copying") : text)
                .getBytes(StandardCharsets.UTF_8);
    }
}
