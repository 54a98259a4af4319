/**
 * File formats where jsign needs help: what it would do wrong is done, completed or refused here.
 */
@NullMarked
package io.github.authenticode.engine.embedded.format;

import org.jspecify.annotations.NullMarked;
