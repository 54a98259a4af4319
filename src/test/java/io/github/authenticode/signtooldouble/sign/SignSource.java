package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.certificate.Candidate;
import io.github.authenticode.signtooldouble.certificate.SigningKey;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.NotImitated;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.ReportedFailure;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The source of a signature's key: a certificate chosen before the first file, or a dlib asked for every file. */
final class SignSource {
    private final Console console;
    private final Options options;
    private final WindowsPaths paths;
    private final Optional<Dlib> dlib;
    private final Optional<Candidate> chosen;
    private final List<X509Certificate> chain;

    private SignSource(
            Console console, Options options, WindowsPaths paths, Optional<Dlib> dlib, Optional<Chosen> chosen) {
        this.console = console;
        this.options = options;
        this.paths = paths;
        this.dlib = dlib;
        this.chosen = chosen.map(Chosen::candidate);
        this.chain = chosen.map(Chosen::chain).orElse(List.of());
    }

    private record Chosen(Candidate candidate, List<X509Certificate> chain) {}

    static SignSource of(Console console, Options options, Surroundings surroundings)
            throws SigntoolError, ReportedFailure, IOException, GeneralSecurityException {
        WindowsPaths paths = new WindowsPaths(surroundings.workingFolder());
        Optional<Dlib> dlib = Optional.empty();
        if (options.has("dlib")) {
            dlib = Optional.of(new Dlib(paths.path(options.value("dlib").orElseThrow()), console, surroundings));
        }
        if (dlib.isPresent() && dlib.get().suppliesCertificate()) {
            refuseChoice(options);
            return new SignSource(console, options, paths, dlib, Optional.empty());
        }
        SignCertificate certificate = new SignCertificate(console, options, surroundings);
        Candidate chosen = certificate.choose();
        List<X509Certificate> chain = certificate.chain(chosen);
        console.line("Done Adding Additional Store");
        return new SignSource(console, options, paths, dlib, Optional.of(new Chosen(chosen, chain)));
    }

    private static void refuseChoice(Options options) throws SigntoolError {
        String incompatible = null;
        if (options.hasAny("a", "ac", "c", "f", "p", "i", "n", "r", "s", "sm", "sha1", "u", "uw")) {
            incompatible = "/a /ac /c /f /p /i /n /r /s /sm /sha1 /u /uw";
        } else if (options.hasAny("csp", "kc")) {
            incompatible = "/csp /kc";
        }
        if (incompatible != null) {
            throw SigntoolError.of(
                    "AuthenticodeDigestSignEx implementation is found in the DLL specified by /dlib option.\n"
                            + "\tIt is incompatible with " + incompatible + " option.");
        }
    }

    Digest digest() {
        String name = options.value("fd").orElseThrow();
        return chosen.map(c -> Digest.named(name, c.certificate())).orElseGet(() -> digestOfDlib(name));
    }

    private static Digest digestOfDlib(String name) {
        if (name.equalsIgnoreCase("certHash")) {
            throw new NotImitated("/fd certHash with /dlib");
        }
        return Digest.valueOf(name.toUpperCase(Locale.ROOT));
    }

    SigningKey key() throws DlibFailure, IOException, GeneralSecurityException {
        if (dlib.isEmpty()) {
            return chosen.flatMap(Candidate::key).orElseThrow().withChain(chain);
        }
        if (!dlib.get().isUsable()) {
            throw DlibFailure.ofRun("Error: SignerSign() failed.", 0x80070032);
        }
        SigningKey key = dlib.get().key(digest(), options.value("dmdf").map(paths::path));
        return chosen.isPresent() ? key.withChain(chain) : key;
    }

    /** A missing metadata file ends the run, and the file to be signed is blamed for it. */
    void requireMetadata(String fullTarget) throws SigntoolError {
        Optional<Path> metadata = options.value("dmdf").map(paths::path);
        boolean usable = dlib.isPresent() && dlib.get().isUsable();
        if (usable && metadata.isPresent() && !Files.exists(metadata.get())) {
            throw SigntoolError.fileNotFound(fullTarget);
        }
    }

    /** With a certificate of its own choice, signtool has no word for a folder. */
    void reportFolder(String shown) {
        if (chosen.isEmpty()) {
            console.error("File not found: " + shown);
        }
    }
}
