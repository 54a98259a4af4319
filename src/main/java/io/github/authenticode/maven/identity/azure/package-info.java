/**
 * The elements of a pom for identities in Azure, and who signs in to it. Each reads itself into an
 * {@link io.github.authenticode.plan.identity.Identity}.
 */
@NullMarked
package io.github.authenticode.maven.identity.azure;

import org.jspecify.annotations.NullMarked;
