package io.github.authenticode.maven.identity.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ArtifactSigningProblem;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.engine.signtool.dlib.AzureCredentialKinds;
import io.github.authenticode.engine.signtool.dlib.MetadataFile;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.ArtifactSigningRegion;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.text.PublicUrl;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The element {@code <artifactSigning>} as the user wrote it. The patterns of names are those of Azure's resource
 * types; the client library sends an Azure token to the endpoint, so that a foreign host must be allowed explicitly.
 *
 * @param region a code or name of {@link ArtifactSigningRegion}, instead of an endpoint
 * @param endpoint the address, instead of a region
 * @param allowCustomEndpoint whether the endpoint may be of another host than Azure's
 * @param metadataFile a ready file; what it holds counts where the element says nothing
 * @param apiVersion of the service's interface, for the embedded engine
 */
public record ArtifactSigningInput(
        Optional<String> region,
        Optional<String> endpoint,
        Optional<String> account,
        Optional<String> certificateProfile,
        Optional<String> correlationId,
        List<String> excludeCredentials,
        boolean allowCustomEndpoint,
        Optional<AzureCredential> credential,
        Optional<Path> metadataFile,
        Optional<String> apiVersion) {
    public ArtifactSigningInput {
        excludeCredentials = List.copyOf(excludeCredentials);
    }

    /**
     * The result of checking it.
     *
     * @param identity present if there are no problems
     * @param problems all of them
     * @param warnings what may be right all the same
     */
    public record Checked(Optional<ArtifactSigningIdentity> identity, List<Problem> problems, List<String> warnings) {}

    /** Checks everything, and reads the metadata file if one is named. */
    public Checked check() {
        return new Check().run();
    }

    private final class Check {
        private static final String NAME = "(?=.{%s}$)[^0-9][A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$";
        private static final Pattern ACCOUNT = Pattern.compile(NAME.formatted("3,24"));
        private static final Pattern PROFILE = Pattern.compile(NAME.formatted("5,100"));

        private final List<Problem> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Checked run() {
            Optional<JsonNode> ready = metadataFile.flatMap(this::read);
            Optional<URI> address = address(ready);
            Optional<String> accountName = name(account, ready, "account", "CodeSigningAccountName", ACCOUNT);
            Optional<String> profileName =
                    name(certificateProfile, ready, "certificateProfile", "CertificateProfileName", PROFILE);
            List<String> excluded = excluded(ready);
            Optional<String> correlation = correlationId.or(() -> field(ready, "CorrelationId"));
            correlation.ifPresent(this::requireCorrelationId);
            apiVersion.ifPresent(this::requireApiVersion);
            if (!problems.isEmpty()) {
                return new Checked(Optional.empty(), problems, warnings);
            }
            ArtifactSigningIdentity identity = new ArtifactSigningIdentity(
                    address.orElseThrow(),
                    accountName.orElseThrow(),
                    profileName.orElseThrow(),
                    correlation,
                    excluded,
                    credential,
                    metadataFile,
                    apiVersion);
            return new Checked(Optional.of(identity), problems, warnings);
        }

        private void requireCorrelationId(String text) {
            if (!ArtifactSigningIdentity.CORRELATION_ID.matcher(text).matches()) {
                add(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_CORRELATION_ID,
                        "<correlationId>: \"" + text
                                + "\" is no id of up to 128 letters, digits and signs without blanks.",
                        "Write for example <correlationId>release-1.4.0</correlationId>, or leave it out.");
            }
        }

        private void requireApiVersion(String text) {
            if (!ArtifactSigningIdentity.API_VERSION.matcher(text).matches()) {
                add(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_API_VERSION,
                        "<apiVersion>: \"" + text + "\" is no version of an interface of Azure.",
                        "Leave it out, or write for example <apiVersion>2023-06-15-preview</apiVersion>.");
            }
        }

        private Optional<JsonNode> read(Path file) {
            try {
                return Optional.of(MetadataFile.ready(file));
            } catch (IOException e) {
                problems.add(Problem.of(
                                DlibProblem.METADATA_UNREADABLE,
                                "The metadata file " + file + " cannot be read as JSON.",
                                "Correct <metadataFile> or ACS_JSON, or leave it out and fill in <artifactSigning>.")
                        .withEvidence(String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }

        private Optional<URI> address(Optional<JsonNode> ready) {
            if (region.isPresent() && endpoint.isPresent()) {
                add(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_ENDPOINT,
                        "<region> and <endpoint> are both given.",
                        "Remove one of them.");
                return Optional.empty();
            }
            if (region.isPresent()) {
                return ofRegion(region.get());
            }
            Optional<String> text = endpoint.or(() -> field(ready, "Endpoint"));
            if (text.isEmpty()) {
                missing("region", "Endpoint", "weu");
                return Optional.empty();
            }
            return ofEndpoint(text.get());
        }

        private Optional<URI> ofRegion(String text) {
            Optional<URI> known = ArtifactSigningRegion.find(text).map(ArtifactSigningRegion::endpoint);
            if (known.isPresent()) {
                return known;
            }
            List<String> names = new ArrayList<>();
            for (ArtifactSigningRegion each : ArtifactSigningRegion.values()) {
                names.add(each.code());
                names.add(each.displayName());
            }
            Optional<String> nearest = Nearest.to(text, names);
            String hint = nearest.map(n -> "; did you mean '" + n + "'?").orElse("");
            if (text.matches("[a-z]{2,5}[0-9]?")) {
                warnings.add("<region>" + text + "</region> is not a region known to this version" + hint);
                return Optional.of(URI.create("https://" + text + ArtifactSigningRegion.HOST_SUFFIX));
            }
            add(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_REGION,
                    "<region>" + text + "</region> is no region of Artifact Signing" + (hint.isEmpty() ? "." : hint),
                    "Give the code of the account's region, such as weu for West Europe.");
            return Optional.empty();
        }

        private Optional<URI> ofEndpoint(String text) {
            try {
                URI uri = new URI(text.strip().replaceFirst("/+$", ""));
                String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
                boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawUserInfo() == null;
                if (!"https".equalsIgnoreCase(uri.getScheme()) || host.isEmpty() || !bare) {
                    add(
                            ArtifactSigningProblem.ARTIFACT_SIGNING_ENDPOINT,
                            "The endpoint " + PublicUrl.of(text) + " is not of the form https://host.",
                            "Write it like https://weu.codesigning.azure.net.");
                } else if (!host.endsWith(ArtifactSigningRegion.HOST_SUFFIX) && !allowCustomEndpoint) {
                    add(
                            ArtifactSigningProblem.ARTIFACT_SIGNING_ENDPOINT,
                            "The endpoint " + PublicUrl.of(text)
                                    + " is no host of Azure's, and the Azure token would be sent to it.",
                            "Correct it, or set <allowCustomEndpoint>true</allowCustomEndpoint> if you trust that host.");
                } else {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                add(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_ENDPOINT,
                        "The endpoint " + PublicUrl.of(text) + " is no address.",
                        "Write it like https://weu.codesigning.azure.net.");
            }
            return Optional.empty();
        }

        private Optional<String> name(
                Optional<String> given, Optional<JsonNode> ready, String element, String field, Pattern pattern) {
            Optional<String> value = given.or(() -> field(ready, field));
            if (value.isEmpty()) {
                missing(element, field, "example");
            } else if (!pattern.matcher(value.get()).matches()) {
                add(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_NAME,
                        "<" + element + ">" + value.get() + "</" + element + "> is no name that Azure allows: "
                                + (pattern == ACCOUNT ? "3 to 24" : "5 to 100")
                                + " letters, digits and single hyphens, beginning with a letter.",
                        "Copy the name from the Azure portal.");
            }
            return value;
        }

        private List<String> excluded(Optional<JsonNode> ready) {
            List<String> kinds = excludeCredentials.isEmpty()
                    ? ready.map(r -> MetadataFile.texts(r.path("ExcludeCredentials")))
                            .orElse(List.of())
                    : excludeCredentials;
            for (String kind : kinds) {
                if (!AzureCredentialKinds.ALL.contains(kind)) {
                    String hint = Nearest.to(kind, AzureCredentialKinds.ALL)
                            .map(n -> "Write " + n + ".")
                            .orElse("Use one of " + String.join(", ", AzureCredentialKinds.ALL) + ".");
                    add(
                            ArtifactSigningProblem.ARTIFACT_SIGNING_CREDENTIAL,
                            "'" + kind + "' is no kind of Azure credential.",
                            hint);
                }
            }
            credential
                    .flatMap(AzureCredentialKinds::of)
                    .filter(kinds::contains)
                    .ifPresent(kind -> add(
                            ArtifactSigningProblem.ARTIFACT_SIGNING_CREDENTIAL,
                            kind + " is excluded, but <credential>"
                                    + credential.get().kind() + "</credential> is of that kind.",
                            "Remove " + kind + " from <excludeCredentials>."));
            return kinds;
        }

        private Optional<String> field(Optional<JsonNode> ready, String name) {
            return ready.map(r -> r.path(name).asText("")).filter(v -> !v.isBlank());
        }

        private void missing(String element, String field, String example) {
            String where =
                    metadataFile.map(f -> " and " + f + " has no " + field).orElse("");
            add(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_MISSING,
                    "<artifactSigning> has no <" + element + ">" + where + ".",
                    "Add it, such as <" + element + ">" + example + "</" + element + ">.");
        }

        private void add(ProblemId id, String cause, String remedy) {
            problems.add(Problem.of(id, cause, remedy));
        }
    }
}
