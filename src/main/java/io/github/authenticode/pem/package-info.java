/** PEM texts: keys and certificates between lines of dashes (RFC 7468, and OpenSSL's older forms). */
@NullMarked
package io.github.authenticode.pem;

import org.jspecify.annotations.NullMarked;
