/**
 * The pace at which a service is asked: limits that adapt, retries that a build shares, timestamp authorities that
 * have failed.
 */
@NullMarked
package io.github.authenticode.cloud.pace;

import org.jspecify.annotations.NullMarked;
