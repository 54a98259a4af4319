package io.github.authenticode.plan.identity.account;

import io.github.authenticode.plan.text.Secret;

/** An account of HashiCorp Vault. */
public sealed interface VaultAccount {
    /** A token that somebody else has got and renews. */
    record Token(Secret token) implements VaultAccount {}

    /**
     * An AppRole, which logs in once a build.
     *
     * @param mount of the auth method: {@code approle}
     */
    record AppRole(String mount, String roleId, Secret secretId) implements VaultAccount {}
}
