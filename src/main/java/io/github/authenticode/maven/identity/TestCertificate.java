package io.github.authenticode.maven.identity;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A throwaway certificate with its own root and timestamp authority, made on first use: for trying the plugin and for
 * snapshots, never for a release. It needs no network.
 *
 * <pre>{@code
 * <testCertificate/>
 * }</pre>
 */
public final class TestCertificate implements IdentityElement {
    /** Where it is kept between builds. Default: {@code ~/.m2/authenticode-test-certificate}. */
    @Nullable
    File folder;

    /** Lets it sign a version that is no SNAPSHOT. Default: false. */
    boolean allowInRelease;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        return Optional.of(identity(reading.userHome()));
    }

    /** None: it brings an authority of its own. */
    @Override
    public List<String> timestampAuthorities() {
        return List.of();
    }

    /** The identity that this element stands for. */
    public TestCertificateIdentity identity(Path userHome) {
        return new TestCertificateIdentity(
                folder == null ? userHome.resolve(".m2").resolve("authenticode-test-certificate") : folder.toPath());
    }

    /** A version that is no SNAPSHOT would go to others, whose Windows does not trust this certificate. */
    public void refuseInRelease(String version, ConfigurationProblems findings) {
        if (!allowInRelease && !version.endsWith("-SNAPSHOT")) {
            findings.add(
                    Problem.of(
                            ConfigurationProblem.TEST_CERTIFICATE_IN_RELEASE,
                            "<testCertificate>: version " + version
                                    + " is a release, and nobody's Windows trusts a test certificate.",
                            "Name the real identity with <keystore>, or set <allowInRelease>true if this release goes to nobody."));
        }
    }

    public void setFolder(File folder) {
        this.folder = folder;
    }

    public void setAllowInRelease(boolean allowInRelease) {
        this.allowInRelease = allowInRelease;
    }
}
