/**
 * Bytes of files, read with bounds and digested as they pass.
 */
@NullMarked
package io.github.authenticode.verify.format.base;

import org.jspecify.annotations.NullMarked;
