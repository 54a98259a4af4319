package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.embedded.service.SigningServices;
import io.github.authenticode.engine.embedded.store.StoreKey;
import io.github.authenticode.engine.embedded.store.WindowsStores;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.util.Optional;

/**
 * The engine inside this JVM, for every identity whose key Java can reach.
 *
 * @param settings how to reach the services that hold keys
 * @param tokens where tokens are looked for
 * @param windows whether this machine runs Windows, where a service's own program may be the usual way
 */
public record EmbeddedProvider(CloudSettings settings, TokenSettings tokens, boolean windows)
        implements EngineProvider {
    @Override
    public String name() {
        return JsignEngine.NAME;
    }

    @Override
    public Fit fit(Identity identity) {
        if (identity instanceof StoreCertificateIdentity) {
            return windows ? Fit.POSSIBLE : Fit.NONE;
        }
        return identity instanceof KeystoreIdentity
                        || identity instanceof TestCertificateIdentity
                        || identity instanceof Pkcs11Identity
                ? Fit.BEST
                : new SigningServices(settings).fit(identity, windows);
    }

    @Override
    public Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        if (plan.identity().isService()) {
            plan.concurrency().ifPresent(settings.memory().pace(plan.identity()).limit()::raise);
        }
        if (plan.identity() instanceof StoreCertificateIdentity certificate) {
            return JsignEngine.open(() -> inStore(certificate), plan.options(), settings);
        }
        return plan.identity() instanceof Pkcs11Identity token
                ? JsignEngine.open(() -> TokenKeys.open(token, settings.memory(), tokens), plan.options(), settings)
                : JsignEngine.open(plan.identity(), plan.options(), settings);
    }

    private FileKeys inStore(StoreCertificateIdentity certificate) throws ProblemException {
        StoreKey key = StoreKey.open(
                certificate, WindowsStores.OF_JAVA, settings.clock().instant());
        return FileKeys.local(key.source(), Optional.of(key.provider()));
    }
}
