/**
 * Assertions by which a CI vouches for a job.
 */
@NullMarked
package io.github.authenticode.cloud.credential.assertion;

import org.jspecify.annotations.NullMarked;
