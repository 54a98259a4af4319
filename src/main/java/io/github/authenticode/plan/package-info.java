/**
 * The plan of a signing: which files get which signature with what. Immutable values that anybody may use; they know
 * nobody, and only their neighbours below.
 */
@NullMarked
package io.github.authenticode.plan;

import org.jspecify.annotations.NullMarked;
