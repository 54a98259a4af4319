/** The double's commands {@code verify} and {@code remove}. */
@NullMarked
package io.github.authenticode.signtooldouble.verify;

import org.jspecify.annotations.NullMarked;
