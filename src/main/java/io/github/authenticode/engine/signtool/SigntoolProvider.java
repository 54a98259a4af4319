package io.github.authenticode.engine.signtool;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.Machine;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Microsoft's signtool as an engine: for what Windows alone can reach, and on Windows for Azure's client library.
 *
 * @param settings how to find and call it
 * @param azure where the assertions of a CI come from, and what the build knows of timestamp authorities
 * @param digiCert what tells of a key pair of DigiCert's, on a machine
 * @param windows whether this machine runs Windows
 * @param debug told what only a debug log wants to know, secrets hidden
 */
public record SigntoolProvider(
        SigntoolSettings settings,
        CloudSettings azure,
        Function<Machine, DigiCertPrograms> digiCert,
        boolean windows,
        Consumer<String> debug)
        implements EngineProvider {
    @Override
    public String name() {
        return SigntoolEngine.NAME;
    }

    @Override
    public Fit fit(Identity identity) {
        if (identity instanceof StoreCertificateIdentity || identity instanceof KeyContainerIdentity) {
            return Fit.BEST;
        }
        if (identity instanceof ArtifactSigningIdentity || identity instanceof KeyLockerIdentity) {
            return windows ? Fit.BEST : Fit.POSSIBLE;
        }
        return identity instanceof KeystoreIdentity ? Fit.POSSIBLE : Fit.NONE;
    }

    @Override
    public Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        return SigntoolEngine.open(
                plan.identity(),
                plan.options(),
                new SigntoolEngine.Means(settings, azure.memory()::authority, Assertions.from(azure), digiCert),
                Machine.current(plan.workFolder(), SigntoolText::isWorthKeeping, debug));
    }
}
