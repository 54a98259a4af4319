/**
 * One file on its way: what it was, what became of it, what can be wrong with it.
 */
@NullMarked
package io.github.authenticode.run.file;

import org.jspecify.annotations.NullMarked;
