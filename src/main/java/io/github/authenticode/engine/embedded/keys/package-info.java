/**
 * Signing keys and certificates in files, whatever form they came in.
 */
@NullMarked
package io.github.authenticode.engine.embedded.keys;

import org.jspecify.annotations.NullMarked;
