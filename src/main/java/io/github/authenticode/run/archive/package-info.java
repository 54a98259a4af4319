/**
 * Files inside archives, within limits.
 */
@NullMarked
package io.github.authenticode.run.archive;

import org.jspecify.annotations.NullMarked;
