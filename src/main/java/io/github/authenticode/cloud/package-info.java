/**
 * The memory of one build of all services that it asks. Engines take from here what modules share.
 */
@NullMarked
package io.github.authenticode.cloud;

import org.jspecify.annotations.NullMarked;
