package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.service.Authorization;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.cloud.service.TokenAuthorization;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import java.time.Clock;
import java.util.Map;

/** The sign-in by a signature of each request, made with an access key that never leaves this machine. */
record AwsSignIn(TokenCache credentials, AwsSignature signature, Clock clock) implements ServiceSignIn {
    @Override
    public Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException {
        AccessToken token = credentials.token();
        AwsCredentials who = AwsCredentials.of(token);
        Map<String, String> headers = signature.headers(
                request.body().isPresent() ? "POST" : "GET",
                request.address(),
                request.headers(),
                request.body().orElse(""),
                who,
                clock.instant());
        // Nothing else that is secret is sent than the session token, if there is one.
        return new TokenAuthorization(
                credentials, token, headers, who.sessionToken().orElse(who.secretAccessKey()));
    }
}
