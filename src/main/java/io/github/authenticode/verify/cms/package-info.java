/**
 * The CMS message of a signature taken apart (RFC 5652, PKCS#7): signers, attributes, and what no signature covers.
 */
@NullMarked
package io.github.authenticode.verify.cms;

import org.jspecify.annotations.NullMarked;
