/**
 * The double's commands {@code sign} and {@code timestamp}, a dlib's part in them, and what goes wrong when told to.
 */
@NullMarked
package io.github.authenticode.signtooldouble.sign;

import org.jspecify.annotations.NullMarked;
