/**
 * Signatures that were made already: in this build, in the cache, in a run that was cut short, in files that did not
 * change.
 */
@NullMarked
package io.github.authenticode.run.reuse;

import org.jspecify.annotations.NullMarked;
