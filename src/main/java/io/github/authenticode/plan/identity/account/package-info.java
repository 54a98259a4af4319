/**
 * Accounts with which a build signs in to a service that holds keys. Values only; every secret is a
 * {@link io.github.authenticode.plan.text.Secret}.
 */
@NullMarked
package io.github.authenticode.plan.identity.account;

import org.jspecify.annotations.NullMarked;
