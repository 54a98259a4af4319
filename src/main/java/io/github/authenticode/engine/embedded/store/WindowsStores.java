package io.github.authenticode.engine.embedded.store;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;

/** The stores of Windows, as keystores of Java. */
public interface WindowsStores {
    /** Those of this machine, which Java has on Windows alone (JDK Providers Documentation, SunMSCAPI). */
    WindowsStores OF_JAVA = new SunMsCapi();

    /**
     * Opens a store.
     *
     * @param type such as {@code Windows-MY}
     */
    KeyStore open(String type) throws GeneralSecurityException, IOException;

    /** What signs with a key from such a store. */
    Provider provider() throws NoSuchProviderException;

    /** The JDK's own way. */
    final class SunMsCapi implements WindowsStores {
        private SunMsCapi() {}

        @Override
        public KeyStore open(String type) throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance(type, provider());
            store.load(null, null);
            return store;
        }

        @Override
        public Provider provider() throws NoSuchProviderException {
            Provider provider = Security.getProvider("SunMSCAPI");
            if (provider == null) {
                throw new NoSuchProviderException("SunMSCAPI");
            }
            return provider;
        }
    }
}
