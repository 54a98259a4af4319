/**
 * The elements of a pom for keys in cloud services outside Azure. Elements come in; identities go out.
 */
@NullMarked
package io.github.authenticode.maven.identity.cloud;

import org.jspecify.annotations.NullMarked;
