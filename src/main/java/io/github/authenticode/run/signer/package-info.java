/**
 * The signing certificate before it signs: what its owner should know of it while nothing has been signed yet. Whatever
 * engine and identity bring the certificate, this is asked once for each run.
 */
@NullMarked
package io.github.authenticode.run.signer;

import org.jspecify.annotations.NullMarked;
