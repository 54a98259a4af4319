/** Chooses the engine for an identity: the one place that knows every engine there is. */
@org.jspecify.annotations.NullMarked
package io.github.authenticode.engine.select;
