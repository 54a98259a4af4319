package io.github.authenticode.maven;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.maven.config.PolicyReader;
import io.github.authenticode.maven.config.UnusablePath;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policy that a goal's parameters ask of every signature. */
final class RequiredPolicy {
    private RequiredPolicy() {}

    /**
     * @param timestamped false where the pom switched timestamps off
     * @param test the test certificate, whose root is then trusted
     */
    static Policy of(
            AuthenticodeMojo mojo,
            boolean timestamped,
            Optional<TestCertificateIdentity> test,
            ConfigurationProblems findings) {
        Path base = mojo.base();
        List<Path> roots = new ArrayList<>();
        test.map(TestCertificateIdentity::rootFile).ifPresent(roots::add);
        for (File root : mojo.trustedRoots == null ? List.<File>of() : mojo.trustedRoots) {
            UnusablePath.of(root, "<trustedRoots>", findings).map(base::resolve).ifPresent(roots::add);
        }
        Rules usual = timestamped ? Rules.USUAL : Rules.USUAL.without(Rule.TIMESTAMP_REQUIRED);
        PolicyReader.Read read = new PolicyReader(base, findings)
                .read(
                        usual,
                        Optional.ofNullable(mojo.policy),
                        Optional.ofNullable(mojo.policyFile)
                                .flatMap(file -> UnusablePath.of(file, "<policyFile>", findings)));
        Optional<Instant> at = new OptionsReader(findings).instant("<verifyAt>", mojo.verifyAt);
        return new Policy(read.rules(), roots, at, read.file());
    }
}
