package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps signatures, so that a file that comes again with the same content costs neither a signature nor a timestamp.
 *
 * <pre>{@code
 * <cache>
 *   <folder>/mnt/build/authenticode-cache</folder>
 * </cache>
 * }</pre>
 */
public final class Cache {
    /** Default: true where the element is there. */
    boolean enabled = true;

    /** Default: {@code ~/.m2/authenticode-cache}. Many machines may share one; see docs/cache.md. */
    @Nullable
    File folder;

    /** Where signatures are kept; empty if they are not. */
    public Optional<Path> folder(Path userHome, Path base) {
        if (!enabled) {
            return Optional.empty();
        }
        return Optional.of(
                folder == null ? userHome.resolve(".m2").resolve("authenticode-cache") : base.resolve(folder.toPath()));
    }

    /**
     * Others can write to a shared folder, also people with a trusted certificate of their own. Of these identities
     * nobody knows the certificate before it signs, so that only the policy can tell their signatures from one's own.
     */
    public void check(Optional<Identity> identity, Policy policy, ConfigurationProblems findings) {
        boolean unknown = identity.filter(i -> !i.isCertificateKnown()).isPresent();
        if (enabled && folder != null && unknown && !names(policy, Rule.PUBLISHER, Rule.SUBSCRIBER_EKU)) {
            findings.add(Problem.of(
                    ConfigurationProblem.CACHE_PUBLISHER,
                    "<cache><folder>: whoever can write to that folder could slip in signatures of any other trusted publisher.",
                    "Name yours in <policy><publisher> or <subscriberEku>, or leave out <folder>."));
        }
    }

    private static boolean names(Policy policy, Rule... rules) {
        for (Rule rule : rules) {
            Optional<Setting> setting = policy.rules().of(rule);
            if (setting.filter(s -> s.severity() == Severity.ERROR).isPresent()) {
                return true;
            }
        }
        return false;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public void setFolder(File folder) {
        this.folder = folder;
    }
}
