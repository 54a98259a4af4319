package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.service.RefusalContext;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.plan.identity.ArtifactSigningRegion;
import java.util.Optional;

/** All that is known when Artifact Signing refuses something. */
record SigningRefusal(SigningAccess access, ServiceAnswer answer) implements RefusalContext {
    @Override
    public String evidence() {
        return answer.evidence() + ", correlation id " + access.correlationId();
    }

    @Override
    public String fill(String text) {
        Optional<TokenClaims> claims = answer.claims();
        return text.replace("{profile}", access.certificateProfile())
                .replace("{account}", access.account())
                .replace("{endpoint}", access.endpoint().toString())
                .replace("{address}", access.submission().toString())
                .replace(
                        "{region}",
                        access.region().map(ArtifactSigningRegion::displayName).orElse("the one of this endpoint"))
                .replace("{tenant}", claims.flatMap(TokenClaims::tenant).orElse("unknown"))
                .replace("{application}", application(claims));
    }

    private static String application(Optional<TokenClaims> claims) {
        String name = claims.flatMap(TokenClaims::application)
                .map(id -> "application " + id)
                .orElse("whoever signed in");
        return name
                + claims.flatMap(TokenClaims::object)
                        .map(id -> " (object id " + id + ")")
                        .orElse("");
    }
}
