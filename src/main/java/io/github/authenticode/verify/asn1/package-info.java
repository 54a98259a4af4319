/**
 * ASN.1 from strangers: bounded before it is decoded. The floor of the verifier.
 */
@NullMarked
package io.github.authenticode.verify.asn1;

import org.jspecify.annotations.NullMarked;
