/**
 * What certificates say about where more is known of them: revocation by OCSP and CRL, and missing intermediate certificates. Nothing in here
 * reaches the network; it is asked for through {@link io.github.authenticode.verify.online.Fetcher}.
 */
@NullMarked
package io.github.authenticode.verify.online;

import org.jspecify.annotations.NullMarked;
