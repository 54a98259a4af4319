/**
 * The arithmetic of signatures: digests, schemes, bearable keys.
 */
@NullMarked
package io.github.authenticode.verify.crypto;

import org.jspecify.annotations.NullMarked;
