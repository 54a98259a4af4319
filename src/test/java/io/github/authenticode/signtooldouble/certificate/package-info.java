/** The certificate stores of the double, and how a certificate is chosen from them. */
@NullMarked
package io.github.authenticode.signtooldouble.certificate;

import org.jspecify.annotations.NullMarked;
