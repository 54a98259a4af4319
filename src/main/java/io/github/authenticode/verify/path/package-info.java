/**
 * Certification paths: built (RFC 4158), validated and checked for revocation (RFC 5280, 6). Used by signatures and
 * timestamps alike.
 */
@NullMarked
package io.github.authenticode.verify.path;

import org.jspecify.annotations.NullMarked;
