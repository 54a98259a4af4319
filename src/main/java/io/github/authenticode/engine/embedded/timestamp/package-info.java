/**
 * RFC 3161 timestamps: one question, its answer checked, authorities in turn.
 */
@NullMarked
package io.github.authenticode.engine.embedded.timestamp;

import org.jspecify.annotations.NullMarked;
