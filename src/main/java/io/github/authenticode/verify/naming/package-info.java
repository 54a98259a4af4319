/**
 * Names: of object identifiers, of certificates, of publishers in a policy.
 */
@NullMarked
package io.github.authenticode.verify.naming;

import org.jspecify.annotations.NullMarked;
