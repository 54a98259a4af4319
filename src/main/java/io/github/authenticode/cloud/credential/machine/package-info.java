/**
 * Identities that Azure gave to the machine.
 */
@NullMarked
package io.github.authenticode.cloud.credential.machine;

import org.jspecify.annotations.NullMarked;
