/**
 * How any signing service is asked over HTTP: with whose authorization, how often, and what its refusals mean. Knows no
 * service by name.
 */
@NullMarked
package io.github.authenticode.cloud.service;

import org.jspecify.annotations.NullMarked;
