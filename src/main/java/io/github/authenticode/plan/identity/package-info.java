/**
 * Identities that sign: keys, certificates and services as values, and what others may ask of them without knowing
 * their kind.
 */
@NullMarked
package io.github.authenticode.plan.identity;

import org.jspecify.annotations.NullMarked;
