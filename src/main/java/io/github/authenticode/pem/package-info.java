/** Keys and certificates in files: PEM texts (RFC 7468, and OpenSSL's older forms) and PKCS#12 (RFC 7292). */
@NullMarked
package io.github.authenticode.pem;

import org.jspecify.annotations.NullMarked;
