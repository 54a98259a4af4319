package io.github.authenticode.cloud.digicert;

import io.github.authenticode.cloud.service.Authorization;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.plan.text.Secret;
import java.util.Map;

/** The sign-in by an API key in a header of its own; there is no other key where it is not accepted. */
record ApiKey(Secret secret) implements ServiceSignIn, Authorization {
    @Override
    public Authorization authorize(ServiceRequest request) {
        return this;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("x-api-key", secret.reveal());
    }

    @Override
    public boolean discard() {
        return false;
    }
}
