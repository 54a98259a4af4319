/**
 * Programs made ready to be signed: stale certificate tables cleared or explained, before any engine sees the copy.
 */
@NullMarked
package io.github.authenticode.engine.program;

import org.jspecify.annotations.NullMarked;
