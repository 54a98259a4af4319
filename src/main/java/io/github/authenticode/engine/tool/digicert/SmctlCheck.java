package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.process.ToolCommand;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses, before anything is signed, what smctl would refuse, or would not do though it was asked to; all of it at
 * once.
 */
final class SmctlCheck {
    private static final String EMBEDDED = "Remove it, or use <engine>embedded</engine>.";

    /** docs.digicert.com, "smctl": characters that it refuses in paths. */
    private static final Pattern REFUSED = Pattern.compile("[|`$><#!'&+^]");

    private static final URI AUTHORITY = URI.create("http://timestamp.digicert.com");

    private final List<Problem> problems = new ArrayList<>();

    private SmctlCheck() {}

    /** @param tool with its help, or without if it has not been asked yet */
    static List<Problem> problems(SigningPlan plan, Smctl tool) {
        SmctlCheck check = new SmctlCheck();
        check.choice((KeyLockerIdentity) plan.identity());
        check.options(plan.options());
        check.path(ToolCommand.absolute(plan.workFolder()));
        if (!tool.help().isEmpty()) {
            check.flags(tool, plan.options());
        }
        return check.problems;
    }

    private void choice(KeyLockerIdentity key) {
        String elements = Stream.of(
                        key.certificateAlias().map(any -> "<certificateAlias>"),
                        key.certificateFile().map(any -> "<certificateFile>"),
                        key.thumbprint().map(any -> "<thumbprint>"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        if (!elements.isEmpty()) {
            add(
                    KeyLockerProblem.SMCTL_CERTIFICATE,
                    "smctl signs with the default certificate of the key pair, whatever " + elements + " says.");
        }
    }

    private void options(SignatureOptions options) {
        List<URI> urls = options.timestamping().urls();
        if (options.timestamping().enabled() && !urls.contains(AUTHORITY)) {
            add(
                    KeyLockerProblem.SMCTL_TIMESTAMP,
                    "smctl asks " + AUTHORITY + " for timestamps and no other authority.");
        }
        options.description()
                .ifPresent(any -> add(KeyLockerProblem.SMCTL_DESCRIPTION, "smctl has no option for <description>."));
        options.url().ifPresent(any -> add(KeyLockerProblem.SMCTL_URL, "smctl has no option for <url>."));
        if (options.existingSignature() == ExistingSignature.APPEND) {
            add(KeyLockerProblem.SMCTL_APPEND, "smctl adds no signature to those that a file has.");
        }
    }

    private void path(String folder) {
        Matcher refused = REFUSED.matcher(folder);
        if (refused.find()) {
            problems.add(Problem.of(
                    KeyLockerProblem.SMCTL_PATH,
                    "smctl refuses paths with \"" + refused.group() + "\", and copies are signed in " + folder + ".",
                    "Build in a folder whose path has none of |`$><#!'&+^, or use <engine>embedded</engine>."));
        }
    }

    private void flags(Smctl tool, SignatureOptions options) {
        if (!tool.has("--simple")) {
            problems.add(Problem.of(
                    KeyLockerProblem.SMCTL_TOO_OLD,
                    "This smctl has no --simple, which signs without signtool and key storage provider.",
                    "Install DigiCert's newest client tools, or use <engine>embedded</engine>."));
        } else if (!tool.choosesDigest() && options.digest() != DigestAlgorithm.SHA256) {
            add(KeyLockerProblem.SMCTL_DIGEST, "This smctl signs with SHA-256 and has no option for another <digest>.");
        }
    }

    private void add(ProblemId id, String cause) {
        problems.add(Problem.of(id, cause, EMBEDDED));
    }
}
