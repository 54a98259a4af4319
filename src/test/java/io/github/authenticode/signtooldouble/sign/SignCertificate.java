package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.certificate.Candidate;
import io.github.authenticode.signtooldouble.certificate.CertificateChains;
import io.github.authenticode.signtooldouble.certificate.CertificateChoice;
import io.github.authenticode.signtooldouble.certificate.CertificateStore;
import io.github.authenticode.signtooldouble.certificate.CertificateText;
import io.github.authenticode.signtooldouble.certificate.SigningKey;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.ReportedFailure;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the store or file that the options name, chooses a certificate from it, and completes its chain. */
final class SignCertificate {
    private final Console console;
    private final Options options;
    private final Surroundings surroundings;
    private final WindowsPaths paths;

    SignCertificate(Console console, Options options, Surroundings surroundings) {
        this.console = console;
        this.options = options;
        this.surroundings = surroundings;
        this.paths = new WindowsPaths(surroundings.workingFolder());
    }

    /** The candidate, with the key from its container if /csp and /kc name one. */
    Candidate choose() throws SigntoolError, ReportedFailure, IOException, GeneralSecurityException {
        CertificateStore store = surroundings.store();
        List<Candidate> candidates = options.has("f")
                ? List.of(fromFile(options.value("f").orElseThrow()))
                : store.open(options.has("sm"), options.value("s").orElse("My"));
        boolean keyElsewhere = options.hasAny("csp", "dlib");
        Candidate chosen = new CertificateChoice(console, options, surroundings.clock(), store.roots())
                .choose(candidates, !keyElsewhere);
        if (!options.has("csp")) {
            return chosen;
        }
        Optional<SigningKey> key = store.container(
                options.value("csp").orElseThrow(), options.value("kc").orElseThrow());
        if (key.isEmpty()) {
            throw SigntoolError.of("No private key is available.");
        }
        return new Candidate(chosen.chain(), key);
    }

    private Candidate fromFile(String name) throws SigntoolError, IOException, GeneralSecurityException {
        Path file = paths.path(name);
        if (!Files.exists(file)) {
            throw SigntoolError.fileNotFound(name);
        }
        try {
            return new Candidate(List.of(CertificateStore.certificate(file)), Optional.empty());
        } catch (GeneralSecurityException notACertificate) {
            return fromPkcs12(name, file);
        }
    }

    private Candidate fromPkcs12(String name, Path file) throws SigntoolError, GeneralSecurityException {
        try {
            return SigningKey.read(file, options.value("p").orElse("").toCharArray())
                    .map(Candidate::of)
                    .orElseThrow(() -> SigntoolError.cannotLoadCertificate(name));
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw SigntoolError.of("The specified PFX password is not correct.");
            }
            throw SigntoolError.cannotLoadCertificate(name);
        }
    }

    /** The chain that goes into the signature, after /ac has had its say. */
    List<X509Certificate> chain(Candidate chosen) throws SigntoolError, IOException {
        List<X509Certificate> chain = chosen.chain();
        if (options.has("ac")) {
            chain = throughCrossCertificate(chosen, options.value("ac").orElseThrow());
        }
        if (options.has("debug") && options.has("f")) {
            console.out("\nThe following additional certificates will be attached:\n");
        }
        return chain;
    }

    private List<X509Certificate> throughCrossCertificate(Candidate chosen, String name)
            throws SigntoolError, IOException {
        X509Certificate cross;
        try {
            cross = CertificateStore.certificate(paths.path(name));
        } catch (GeneralSecurityException | IOException e) {
            throw SigntoolError.cannotLoadCertificate(name);
        }
        List<X509Certificate> known = new ArrayList<>(List.of(cross));
        known.addAll(chosen.chain());
        List<X509Certificate> chain = CertificateChains.build(chosen.certificate(), known);
        if (!chain.contains(cross)) {
            throw SigntoolError.withSmallT(
                    "The provided cross certificate would not be present in the certificate chain.");
        }
        if (options.verbose()) {
            console.out("Cross certificate chain (using machine store):\n" + CertificateText.chain(chain));
        }
        return chain;
    }
}
