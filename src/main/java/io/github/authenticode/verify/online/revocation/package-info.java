/**
 * OCSP answers (RFC 6960) and revocation lists (RFC 5280, 5), read and believed or not.
 */
@NullMarked
package io.github.authenticode.verify.online.revocation;

import org.jspecify.annotations.NullMarked;
