package io.github.authenticode.maven;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.SignatureOptions;
import java.util.List;
import java.util.Optional;

/** The options of each signature, as the parameters of {@code sign} give them. */
final class SigningOptions {
    private SigningOptions() {}

    /** @param authorities who timestamps where the pom names nobody */
    static SignatureOptions of(SignMojo mojo, List<String> authorities, ConfigurationProblems findings) {
        OptionsReader reader = new OptionsReader(findings);
        Timestamp element = mojo.timestamp == null ? new Timestamp() : mojo.timestamp;
        return new SignatureOptions(
                reader.digest(mojo.digest),
                Optional.ofNullable(mojo.description),
                reader.url("<url>", mojo.url),
                reader.timestamping(element, authorities),
                PomValues.of(
                        ExistingSignature.class,
                        "existingSignature",
                        mojo.existingSignature,
                        ExistingSignature.SKIP,
                        findings),
                PomValues.of(
                        ForeignSignature.class,
                        "foreignSignature",
                        mojo.foreignSignature,
                        ForeignSignature.KEEP,
                        findings),
                mojo.repair);
    }
}
