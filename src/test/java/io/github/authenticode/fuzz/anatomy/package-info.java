/**
 * Anatomies of signed files: which bytes are digested, which have one legal value, and which belong to the signature.
 */
@NullMarked
package io.github.authenticode.fuzz.anatomy;

import org.jspecify.annotations.NullMarked;
