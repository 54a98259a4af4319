package io.github.authenticode.engine.embedded.store;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.StoreProblem;
import io.github.authenticode.engine.embedded.keys.KeySource;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A key in a store of Windows.
 *
 * @param provider signs with it; no other can
 */
public record StoreKey(KeySource source, Provider provider) {
    /** Java's names of the two stores that it knows, by Windows' names. */
    private static final Map<String, String> TYPES = Map.of("MY", "Windows-MY", "ROOT", "Windows-ROOT");

    /**
     * Chooses the certificate, and proves by one signature that the key belongs to it.
     *
     * @param now whether a certificate is valid is asked of this instant
     */
    public static StoreKey open(StoreCertificateIdentity wanted, WindowsStores stores, Instant now)
            throws ProblemException {
        String name = wanted.storeName();
        String place = name + (wanted.machineStore() ? " of the machine" : " of this Windows user");
        if (wanted.keypairAlias().isPresent()) {
            throw new ProblemException(Problem.of(
                    StoreProblem.STORE_KEYPAIR_ALIAS,
                    "Java does not tell which key pair a certificate in a Windows store belongs to, so that <keypairAlias> chooses"
                            + " none.",
                    "Use <engine>signtool</engine>, name the certificate by its <thumbprint>, or use <keyLocker>."));
        }
        KeyStore store = opened(name, wanted.machineStore(), place, stores);
        return key(store, wanted, place, stores, now);
    }

    private static KeyStore opened(String name, boolean machine, String place, WindowsStores stores)
            throws ProblemException {
        String type = TYPES.get(name.toUpperCase(Locale.ROOT));
        if (type == null) {
            throw new ProblemException(Problem.of(
                    StoreProblem.STORE_OTHER,
                    "Java knows the stores My and Root of Windows alone, and not \"" + name + "\".",
                    "Move the certificate into My, or use <engine>signtool</engine>."));
        }
        try {
            return stores.open(machine ? type + "-LOCALMACHINE" : type);
        } catch (GeneralSecurityException | IOException e) {
            throw new ProblemException(Problem.of(
                            StoreProblem.STORE_UNAVAILABLE,
                            "Java cannot open the store " + place + ".",
                            machine
                                    ? "Use Java 19 or later, or a current update of 17, which can open stores of the machine, with the rights that they need, or"
                                            + " <engine>signtool</engine>."
                                    : "Build on Windows, with a Java that has the module jdk.crypto.mscapi, or use"
                                            + " <engine>signtool</engine>.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }

    private static StoreKey key(
            KeyStore store, StoreCertificateIdentity wanted, String place, WindowsStores stores, Instant now)
            throws ProblemException {
        String called = "The key in the store " + place;
        try {
            List<StoreEntry> all = StoreEntry.of(store);
            StoreEntry entry = new StoreChoice(wanted, place, now).among(all);
            // SunMSCAPI wants no password; Windows asks for what a key needs.
            if (store.getKey(entry.alias(), null) instanceof PrivateKey key) {
                Provider provider = stores.provider();
                return new StoreKey(KeySource.elsewhere(called, key, provider, entry.chain()), provider);
            }
            throw new ProblemException(unusable(called, entry));
        } catch (NoSuchProviderException e) {
            throw new IllegalStateException("A store was opened without it", e);
        } catch (GeneralSecurityException e) {
            throw new ProblemException(Problem.of(
                            StoreProblem.STORE_KEY,
                            called + " cannot be had.",
                            "Run the build as the Windows user who owns the key, or use <engine>signtool</engine>.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }

    private static Problem unusable(String called, StoreEntry entry) {
        return Problem.of(
                StoreProblem.STORE_KEY,
                called + " that belongs to " + entry.words() + " is not there for this Windows user.",
                "Run the build as the Windows user who owns the key, or use <engine>signtool</engine>.");
    }
}
