package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.pem.PfxFile;
import io.github.authenticode.pem.PfxKey;
import io.github.authenticode.pem.UnknownCurveException;
import io.github.authenticode.pem.WrongPasswordException;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * The reader of the one key of a PKCS#12 file. A missing password is tried as the empty one, which is how
 * {@code openssl pkcs12 -passout pass:} writes a file; any other guess would be an attempt too many.
 */
final class PfxKeyFile {
    private final KeystoreIdentity settings;
    private final KeystoreProblems problems;

    private PfxKeyFile(KeyFile file, KeystoreIdentity settings) {
        this.settings = settings;
        this.problems = new KeystoreProblems(file, settings);
    }

    static FoundKey read(KeyFile file, KeystoreIdentity settings) throws ProblemException {
        PfxKeyFile reader = new PfxKeyFile(file, settings);
        try {
            PfxFile pfx = PfxFile.open(file.bytes(), settings.password());
            PfxKey key = reader.chosen(pfx);
            String name = "The key '" + key.name() + "' in " + file.path();
            return new FoundKey(name, SupportedKey.of(name, reader.opened(key, pfx)), pfx.certificates());
        } catch (WrongPasswordException e) {
            throw e.isAboutPlainFile() ? reader.problems.wrongPasswordOfPlainFile() : reader.problems.wrongPassword();
        } catch (UnknownCurveException e) {
            throw SupportedKey.unknownCurve(file, e);
        } catch (IOException | CertificateException e) {
            throw reader.problems.damaged(e);
        }
    }

    private PfxKey chosen(PfxFile pfx) throws ProblemException {
        List<String> names = pfx.keys().stream().map(PfxKey::name).sorted().toList();
        if (settings.alias().isPresent()) {
            return named(settings.alias().get(), pfx, names);
        }
        if (names.isEmpty()) {
            throw problems.noKey();
        }
        if (names.size() > 1) {
            throw problems.severalKeys(names);
        }
        return pfx.keys().get(0);
    }

    /** Names ignore case, as with the JDK. */
    private PfxKey named(String alias, PfxFile pfx, List<String> names) throws ProblemException {
        List<PfxKey> fitting = pfx.keys().stream()
                .filter(key -> key.name().equalsIgnoreCase(alias))
                .toList();
        if (fitting.size() > 1) {
            throw problems.severalOfThatName(alias);
        }
        if (!fitting.isEmpty()) {
            return fitting.get(0);
        }
        if (pfx.certificateNames().stream().anyMatch(alias::equalsIgnoreCase)) {
            throw problems.noPrivateKey(alias);
        }
        throw problems.noEntry(alias, names.isEmpty() ? pfx.certificateNames() : names);
    }

    private PrivateKeyInfo opened(PfxKey key, PfxFile pfx) throws ProblemException, IOException {
        try {
            return key.open(settings.keyPassword());
        } catch (WrongPasswordException e) {
            boolean others = settings.keyPassword().isPresent() || pfx.isChecked();
            throw others ? problems.wrongKeyPassword(key.name()) : problems.wrongPassword();
        }
    }
}
