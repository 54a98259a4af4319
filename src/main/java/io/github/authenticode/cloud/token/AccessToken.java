package io.github.authenticode.cloud.token;

import io.github.authenticode.plan.text.Secret;
import java.time.Instant;

/**
 * A bearer token of Entra.
 *
 * @param value sent to the endpoint it was asked for, and nowhere else
 * @param expiresAt 60 to 90 minutes after it was issued, as a rule
 */
public record AccessToken(Secret value, Instant expiresAt) {}
