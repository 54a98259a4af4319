/**
 * PEM texts and PKCS#12 files, for signing keys and for client certificates alike. Knows secrets, and no engine.
 */
@NullMarked
package io.github.authenticode.pem;

import org.jspecify.annotations.NullMarked;
