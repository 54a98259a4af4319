package io.github.authenticode.maven.identity;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.plan.identity.Identity;
import java.util.List;
import java.util.Optional;

/** An element of the pom that says who signs. It reads itself, so that a new kind of identity is one class here. */
public interface IdentityElement {

    /** The identity that it stands for; empty after a finding. */
    Optional<Identity> read(IdentityReading reading);

    /** The authorities that timestamp where the pom names none. */
    default List<String> timestampAuthorities() {
        return Timestamp.DEFAULT_URLS;
    }
}
