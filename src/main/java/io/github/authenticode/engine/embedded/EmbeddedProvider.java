package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;

/**
 * The engine inside this JVM, for every identity whose key Java can reach.
 *
 * @param azure how to reach Azure, where the identity is there
 * @param tokens where tokens are looked for
 * @param windows whether this machine runs Windows, where Azure's own client library is the usual way
 */
public record EmbeddedProvider(AzureSettings azure, TokenSettings tokens, boolean windows) implements EngineProvider {
    @Override
    public String name() {
        return JsignEngine.NAME;
    }

    @Override
    public Fit fit(Identity identity) {
        if (identity instanceof ArtifactSigningIdentity) {
            return windows ? Fit.POSSIBLE : Fit.BEST;
        }
        return identity instanceof KeystoreIdentity
                        || identity instanceof TestCertificateIdentity
                        || identity instanceof Pkcs11Identity
                        || identity instanceof KeyVaultIdentity
                ? Fit.BEST
                : Fit.NONE;
    }

    @Override
    public Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        if (plan.identity().isService()) {
            plan.concurrency().ifPresent(azure.memory().pace(plan.identity()).limit()::raise);
        }
        return plan.identity() instanceof Pkcs11Identity token
                ? JsignEngine.open(() -> TokenKeys.open(token, azure.memory(), tokens), plan.options(), azure)
                : JsignEngine.open(plan.identity(), plan.options(), azure);
    }
}
