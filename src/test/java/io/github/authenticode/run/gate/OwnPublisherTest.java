package io.github.authenticode.run.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.run.Bench;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.verify.certificate.CertificateInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of whose a signature is where only a service or a Windows store knows who signs now. */
class OwnPublisherTest {
    private static final String PUBLIC_TRUST = "1.3.6.1.4.1.311.97.1.0";
    private static final Identity ARTIFACT_SIGNING = new ArtifactSigningIdentity(
            URI.create("https://weu.codesigning.azure.net"),
            "account",
            "profile",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @TempDir
    Path folder;

    private OwnPublisher of(Identity identity, Rules rules) {
        SigningPlan plan = new Bench(folder).plan();
        SigningPlan other = new SigningPlan(
                plan.files(),
                identity,
                plan.engine(),
                plan.options(),
                new Policy(rules, List.of(), Optional.empty(), Optional.empty()),
                plan.workFolder(),
                plan.concurrency());
        return OwnPublisher.of(other, new ScriptedEngine(1));
    }

    private static CertificateInfo signer(String subject, String... purposes) {
        return new CertificateInfo(
                subject,
                "CN=CA",
                "1",
                "AB".repeat(20),
                "CD".repeat(32),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(purposes));
    }

    @Test
    void policyTellsWhoOneIs() {
        OwnPublisher ownPublisher = of(
                ARTIFACT_SIGNING,
                Rules.USUAL.with(Rule.PUBLISHER, "Example Ltd").with(Rule.SUBSCRIBER_EKU, "1.3.6.1.4.1.311.97.1.2.3"));

        assertThat(ownPublisher.isForeign(signer("CN=Example Ltd,C=DE"))).isFalse();
        assertThat(ownPublisher.isForeign(signer("CN=X", "1.3.6.1.4.1.311.97.1.2.3")))
                .isFalse();
        assertThat(ownPublisher.isForeign(signer("CN=X", PUBLIC_TRUST))).isTrue();
    }

    @Test
    void certificatesOfNoSubscriberOfArtifactSigningAreOthers() {
        OwnPublisher ownPublisher = of(ARTIFACT_SIGNING, Rules.USUAL);

        assertThat(ownPublisher.isForeign(signer("CN=Microsoft Corporation,O=Microsoft Corporation")))
                .isTrue();
        assertThat(ownPublisher.isForeign(signer("CN=Example Ltd", PUBLIC_TRUST)))
                .isFalse();
    }

    @Test
    void selectorsOfAStoreTellWhoOneIs() {
        OwnPublisher byThumbprint = of(store(Optional.of("AB".repeat(20)), Optional.empty()), Rules.USUAL);
        OwnPublisher bySubject = of(store(Optional.empty(), Optional.of("example")), Rules.USUAL);

        assertThat(byThumbprint.isForeign(signer("CN=Anything"))).isFalse();
        assertThat(bySubject.isForeign(signer("CN=Example Ltd"))).isFalse();
        assertThat(bySubject.isForeign(signer("CN=Others"))).isTrue();
    }

    private static Identity store(Optional<String> thumbprint, Optional<String> subject) {
        return new StoreCertificateIdentity(
                thumbprint, subject, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    @Test
    void whereNothingIsKnownNobodyIsAnother() {
        OwnPublisher ownPublisher = of(new TestCertificateIdentity(folder), Rules.USUAL);

        assertThat(ownPublisher.isKnown()).isFalse();
        assertThat(ownPublisher.isForeign(signer("CN=Others"))).isFalse();
    }
}
