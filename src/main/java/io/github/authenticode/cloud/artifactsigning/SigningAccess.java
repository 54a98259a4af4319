package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.ArtifactSigningRegion;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The way to one certificate profile.
 *
 * @param endpoint of the account's region, without a trailing slash; the only host that is given a token
 * @param correlationId by which Azure's logs know the requests of this build
 * @param apiVersion a version before 2023 has {@code …/sign}, as jsign and Microsoft's client use it; a later one
 * {@code :sign}
 * @param limit for one signature, all tries and waits together
 */
public record SigningAccess(
        URI endpoint,
        String account,
        String certificateProfile,
        String correlationId,
        String apiVersion,
        Duration limit) {
    /** The one that Microsoft's own client sends (Azure/artifact-signing-action#132); the published ones are later. */
    public static final String DEFAULT_API_VERSION = "2022-06-15-preview";

    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    public SigningAccess {
        if (!ArtifactSigningIdentity.API_VERSION.matcher(apiVersion).matches()) {
            throw new IllegalArgumentException("An api-version looks like " + DEFAULT_API_VERSION + ": " + apiVersion);
        }
        if (!ArtifactSigningIdentity.CORRELATION_ID.matcher(correlationId).matches()) {
            throw new IllegalArgumentException(
                    "A correlation id is up to 128 letters, digits and signs without blanks: " + correlationId);
        }
    }

    /** @param ownCorrelationId for an identity that names none */
    public static SigningAccess of(ArtifactSigningIdentity identity, String ownCorrelationId) {
        return new SigningAccess(
                identity.endpoint(),
                identity.account(),
                identity.certificateProfile(),
                identity.correlationId().orElse(ownCorrelationId),
                identity.apiVersion().orElse(DEFAULT_API_VERSION),
                DEFAULT_LIMIT);
    }

    URI submission() {
        return address(apiVersion.compareTo("2023") < 0 ? "/sign" : ":sign");
    }

    URI state(String operationId) {
        return address("/sign/" + operationId);
    }

    private URI address(String action) {
        return URI.create(endpoint + "/codesigningaccounts/" + account + "/certificateprofiles/" + certificateProfile
                + action + "?api-version=" + apiVersion);
    }

    /** The region whose endpoint this is, as far as it is known. */
    Optional<ArtifactSigningRegion> region() {
        String host = Optional.ofNullable(endpoint.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return Arrays.stream(ArtifactSigningRegion.values())
                .filter(r -> r.endpoint().getHost().equals(host))
                .findFirst();
    }
}
