/**
 * Keys on tokens, through the PKCS #11 libraries of their makers. A library runs in a process of its own, so that what
 * it does there costs no build.
 */
@NullMarked
package io.github.authenticode.engine.embedded.token;

import org.jspecify.annotations.NullMarked;
