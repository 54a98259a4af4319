/**
 * A program of its own that holds the library of a token, and the lines by which it speaks. Needs nothing but the JDK,
 * and its binding to PKCS #11, which is opened to that program alone.
 */
@NullMarked
package io.github.authenticode.engine.embedded.token.child;

import org.jspecify.annotations.NullMarked;
