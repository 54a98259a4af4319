package io.github.authenticode.engine.embedded;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.Words;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.KeystoreType;
import io.github.authenticode.plan.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Takes the one key entry out of a PKCS#12, JKS or JCEKS file. A missing password is tried as the empty one, which is how
 * {@code openssl pkcs12 -passout pass:} writes a file; any other guess would be an attempt too many.
 */
final class KeystoreFile {
    private final KeyFile file;
    private final Identity.Keystore settings;

    private KeystoreFile(KeyFile file, Identity.Keystore settings) {
        this.file = file;
        this.settings = settings;
    }

    static FoundKey read(KeyFile file, Identity.Keystore settings) throws ProblemException {
        KeystoreFile reader = new KeystoreFile(file, settings);
        try {
            KeyStore store = reader.load();
            return reader.entry(store, reader.alias(store));
        } catch (GeneralSecurityException e) {
            throw reader.damaged(e);
        }
    }

    private KeyStore load() throws ProblemException, GeneralSecurityException {
        KeyStore store = keyStore();
        try {
            store.load(new ByteArrayInputStream(file.bytes()), chars(settings.password()));
            return store;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassword() : damaged(e);
        }
    }

    /** The JDK's PKCS#12 accepts ASCII passwords only; Windows and OpenSSL write others. */
    private KeyStore keyStore() throws KeyStoreException {
        boolean beyondAscii = settings.password().stream()
                .flatMapToInt(p -> p.reveal().chars())
                .anyMatch(c -> c > 0x7F);
        return beyondAscii && settings.type() == KeystoreType.PKCS12
                ? KeyStore.getInstance("PKCS12", new BouncyCastleProvider())
                : KeyStore.getInstance(settings.type().name());
    }

    private String alias(KeyStore store) throws ProblemException, KeyStoreException {
        List<String> aliases =
                Collections.list(store.aliases()).stream().sorted().toList();
        if (settings.alias().isPresent()) {
            return existing(store, settings.alias().get(), aliases);
        }
        List<String> keys = aliases.stream().filter(a -> holdsKey(store, a)).toList();
        if (keys.isEmpty()) {
            throw problem(
                    "keystore-no-key",
                    "The keystore " + file.path() + " holds no private key.",
                    "Export the certificate again together with its private key.");
        }
        if (keys.size() > 1) {
            throw problem(
                    "keystore-alias",
                    "The keystore " + file.path() + " holds " + keys.size() + " keys: " + quoted(keys) + ".",
                    "Choose one with <alias>.");
        }
        return keys.get(0);
    }

    private String existing(KeyStore store, String alias, List<String> aliases)
            throws ProblemException, KeyStoreException {
        if (!store.containsAlias(alias)) {
            throw problem(
                    "keystore-alias",
                    "The keystore " + file.path() + " has no entry '" + alias + "'; it has "
                            + (aliases.isEmpty() ? "none at all" : quoted(aliases)) + ".",
                    "Correct <alias>.");
        }
        if (!holdsKey(store, alias)) {
            throw noPrivateKey(alias);
        }
        return alias;
    }

    private FoundKey entry(KeyStore store, String alias) throws ProblemException, GeneralSecurityException {
        Optional<Secret> password = settings.keyPassword().or(settings::password);
        try {
            if (store.getKey(alias, chars(password)) instanceof PrivateKey key) {
                return new FoundKey("The key '" + alias + "' in " + file.path(), key, certificates(store, alias));
            }
            throw noPrivateKey(alias);
        } catch (UnrecoverableKeyException e) {
            throw settings.keyPassword().isEmpty() && settings.password().isEmpty()
                    ? missingPassword()
                    : wrongKeyPassword(alias);
        }
    }

    /** The JDK gives null for a key without certificates. */
    private static List<X509Certificate> certificates(KeyStore store, String alias) throws KeyStoreException {
        return Stream.ofNullable(store.getCertificateChain(alias))
                .flatMap(Stream::of)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("The keystore has been loaded", e);
        }
    }

    private static char[] chars(Optional<Secret> password) {
        return password.map(p -> p.reveal().toCharArray()).orElseGet(() -> new char[0]);
    }

    private ProblemException wrongPassword() {
        return settings.password().isEmpty()
                ? missingPassword()
                : problem(
                        "keystore-password",
                        "The password of the keystore " + file.path() + " is wrong.",
                        "Correct the password of the server that <serverId> names, or the variable that <passwordEnv>"
                                + " names.");
    }

    private ProblemException missingPassword() {
        return problem(
                "keystore-password-missing",
                "The keystore " + file.path() + " needs a password and none is given.",
                "Name a server of settings.xml in <serverId>, or an environment variable in <passwordEnv>.");
    }

    private ProblemException wrongKeyPassword(String alias) {
        return problem(
                "key-password",
                "The keystore " + file.path() + " opens, but the password of its key '" + alias + "' is wrong.",
                "Give the password of the key itself, which differs from that of the keystore.");
    }

    private ProblemException noPrivateKey(String alias) {
        return problem(
                "keystore-no-key",
                "The entry '" + alias + "' of the keystore " + file.path() + " holds no private key.",
                "Choose the entry with the key in <alias>, or import the certificate into it.");
    }

    private ProblemException damaged(Exception e) {
        return new ProblemException(Problem.of(
                        "keystore-damaged",
                        "The keystore " + file.path() + " cannot be read as " + settings.type() + ".",
                        "Export it again, or get an undamaged copy.")
                .withEvidence(Words.of(e)));
    }

    private static ProblemException problem(String id, String cause, String remedy) {
        return new ProblemException(Problem.of(id, cause, remedy));
    }

    private static String quoted(List<String> aliases) {
        return aliases.stream().map(a -> "'" + a + "'").collect(Collectors.joining(", "));
    }
}
