/**
 * The elements of a pom that say who signs, one class each; each reads itself into an {@link
 * io.github.authenticode.plan.identity.Identity}. Knows the readers of {@code maven.config} and, of engines, only the
 * metadata file of Azure's client library for signtool, which a pom may name.
 */
@NullMarked
package io.github.authenticode.maven.identity;

import org.jspecify.annotations.NullMarked;
