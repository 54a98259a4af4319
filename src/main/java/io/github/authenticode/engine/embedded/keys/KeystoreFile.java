package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.text.Secret;
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
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** The reader of the one key entry of a JKS or JCEKS file. A missing password is tried as the empty one. */
final class KeystoreFile {
    private final KeyFile file;
    private final KeystoreIdentity settings;
    private final KeystoreProblems problems;

    private KeystoreFile(KeyFile file, KeystoreIdentity settings) {
        this.file = file;
        this.settings = settings;
        this.problems = new KeystoreProblems(file, settings);
    }

    static FoundKey read(KeyFile file, KeystoreIdentity settings) throws ProblemException {
        KeystoreFile reader = new KeystoreFile(file, settings);
        try {
            KeyStore store = reader.load();
            return reader.entry(store, reader.alias(store));
        } catch (GeneralSecurityException e) {
            throw reader.problems.damaged(e);
        }
    }

    private KeyStore load() throws ProblemException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(settings.type().name());
        try {
            store.load(new ByteArrayInputStream(file.bytes()), chars(settings.password()));
            return store;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? problems.wrongPassword() : problems.damaged(e);
        }
    }

    private String alias(KeyStore store) throws ProblemException, KeyStoreException {
        List<String> aliases =
                Collections.list(store.aliases()).stream().sorted().toList();
        if (settings.alias().isPresent()) {
            return existing(store, settings.alias().get(), aliases);
        }
        List<String> keys = aliases.stream().filter(a -> holdsKey(store, a)).toList();
        if (keys.isEmpty()) {
            throw problems.noKey();
        }
        if (keys.size() > 1) {
            throw problems.severalKeys(keys);
        }
        return keys.get(0);
    }

    private String existing(KeyStore store, String alias, List<String> aliases)
            throws ProblemException, KeyStoreException {
        if (!store.containsAlias(alias)) {
            throw problems.noEntry(alias, aliases);
        }
        if (!holdsKey(store, alias)) {
            throw problems.noPrivateKey(alias);
        }
        return alias;
    }

    private FoundKey entry(KeyStore store, String alias) throws ProblemException, GeneralSecurityException {
        Optional<Secret> password = settings.keyPassword().or(settings::password);
        try {
            if (store.getKey(alias, chars(password)) instanceof PrivateKey key) {
                String name = "The key '" + alias + "' in " + file.path();
                PrivateKey supported = SupportedKey.of(name, PrivateKeyInfo.getInstance(key.getEncoded()));
                return new FoundKey(name, supported, certificates(store, alias));
            }
            throw problems.noPrivateKey(alias);
        } catch (UnrecoverableKeyException e) {
            throw settings.keyPassword().isEmpty() && settings.password().isEmpty()
                    ? problems.missingPassword()
                    : problems.wrongKeyPassword(alias);
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
}
