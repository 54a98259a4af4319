/**
 * Scripts made ready to be signed: which block at their end is a signature, before any engine sees the copy.
 */
@NullMarked
package io.github.authenticode.engine.script;

import org.jspecify.annotations.NullMarked;
