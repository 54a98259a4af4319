package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.engine.ServiceUse;
import io.github.authenticode.engine.embedded.keys.KeySource;
import io.github.authenticode.plan.filetype.FileFormat;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The source of the engine's key for each file. Safe for use by several threads. */
interface FileKeys {
    /** The key for one try of one file. */
    FileKey take(FileFormat format) throws CloudException, InterruptedException;

    /** The key for the second try of a file whose signature came with another certificate. */
    FileKey takeAfter(RenewedException renewed) throws CloudException, InterruptedException;

    /** The signing certificate, where it is known before anything is signed. */
    Optional<X509Certificate> certificate();

    /** What the service that has the key has done for this engine; empty for a key in this JVM. */
    default Optional<ServiceUse> serviceUse() {
        return Optional.empty();
    }

    /** Whether signatures are made elsewhere, so that this machine waits for them. */
    default boolean areRemote() {
        return false;
    }

    /** The certificates that signatures will hold, where they are known before anything is signed. */
    List<X509Certificate> chain();

    /** Gives back what they need. */
    default void close() {}

    /** A key in this JVM, the same for every file. */
    static FileKeys local(KeySource source) {
        return local(source, Optional.empty());
    }

    /** @param provider makes signatures with the key, where not each of the JDK's can */
    static FileKeys local(KeySource source, Optional<Provider> provider) {
        FileKey key =
                new FileKey(source.key(), source.certificate(), OfflineChain.of(source.chain()), provider, List.of());
        return new FileKeys() {
            @Override
            public FileKey take(FileFormat format) {
                return key;
            }

            @Override
            public FileKey takeAfter(RenewedException renewed) {
                return key;
            }

            @Override
            public Optional<X509Certificate> certificate() {
                return Optional.of(source.certificate());
            }

            @Override
            public List<X509Certificate> chain() {
                return source.chain();
            }
        };
    }

    /**
     * What signs one file.
     *
     * @param certificate first of {@code chain}
     * @param chain as jsign wants it
     * @param provider makes signatures with {@code key}, where the JDK can't
     * @param operations filled while the file is signed: the ids by which a service knows what it signed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record FileKey(
            PrivateKey key,
            X509Certificate certificate,
            Certificate[] chain,
            Optional<Provider> provider,
            List<String> operations) {}
}
