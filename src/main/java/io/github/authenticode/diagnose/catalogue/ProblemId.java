package io.github.authenticode.diagnose.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Identity of a problem, declared once, as a constant of its area. Reports and docs/problems.md name it by
 * {@link #id()}, and so may a user's scripts: renaming a constant changes what they read.
 */
public sealed interface ProblemId
        permits ConfigurationProblem,
                PolicyProblem,
                FileProblem,
                FormatProblem,
                KeyProblem,
                KeyLockerProblem,
                TokenProblem,
                NetworkProblem,
                AzureSignInProblem,
                ArtifactSigningProblem,
                KeyVaultProblem,
                CloudKeyProblem,
                SigntoolProblem,
                StoreProblem,
                DlibProblem,
                ToolProblem,
                WindowsError,
                SigningProblem,
                VerificationProblem {
    /** Name of the constant. */
    String name();

    /** Heading in the documentation: a phrase without full stop. */
    String title();

    ProblemArea area();

    /** Stable name in kebab case: {@code keystore-password}. */
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of the catalogue, area by area. */
    static Stream<ProblemId> all() {
        return Arrays.stream(ProblemArea.values()).flatMap(area -> area.problems().stream());
    }
}
