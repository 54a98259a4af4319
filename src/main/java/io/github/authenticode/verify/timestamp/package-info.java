/**
 * Timestamps and countersignatures, each checked whole (RFC 3161, PKCS#9).
 */
@NullMarked
package io.github.authenticode.verify.timestamp;

import org.jspecify.annotations.NullMarked;
