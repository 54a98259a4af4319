package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.ArtifactSigningInput;
import io.github.authenticode.plan.Identity;
import java.io.File;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code <artifactSigning>}: which certificate profile, and who signs in for it. */
final class ArtifactSigningReader {
    private final Credentials credentials;
    private final Findings findings;
    private final Consumer<String> warnings;

    ArtifactSigningReader(Credentials credentials, Findings findings, Consumer<String> warnings) {
        this.credentials = credentials;
        this.findings = findings;
        this.warnings = warnings;
    }

    Optional<Identity> read(ArtifactSigning bean) {
        if (bean.secretGiven) {
            findings.add(Problem.of(
                    "secret-in-pom",
                    "<artifactSigning> holds a secret, which a pom must not.",
                    "Remove it, put it into a settings.xml server and name that with <serverId>, or into an environment"
                            + " variable and name that with <certificatePasswordEnv> or <tokenEnv>."));
        }
        File metadata = bean.metadataFile;
        ArtifactSigningInput.Checked checked = new ArtifactSigningInput(
                        text(bean.region),
                        text(bean.endpoint),
                        text(bean.account),
                        text(bean.certificateProfile),
                        text(bean.correlationId),
                        bean.excludeCredentials,
                        bean.allowCustomEndpoint,
                        new AzureCredentialReader(bean, credentials, findings).read(),
                        metadata == null
                                ? credentials
                                        .environment("ACS_JSON")
                                        .map(File::new)
                                        .map(File::toPath)
                                : Optional.of(metadata.toPath()),
                        text(bean.apiVersion))
                .check();
        checked.problems().forEach(findings::add);
        checked.warnings().forEach(warnings);
        return checked.identity().map(Identity.class::cast);
    }

    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
    }
}
