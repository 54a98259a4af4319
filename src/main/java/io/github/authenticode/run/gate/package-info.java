/**
 * The gate between a signed copy and the original: verdict, comparison, and whose signature was there before.
 */
@NullMarked
package io.github.authenticode.run.gate;

import org.jspecify.annotations.NullMarked;
