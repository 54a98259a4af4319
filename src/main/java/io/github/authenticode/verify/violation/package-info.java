/**
 * The ways in which a file falls short, under the names that Windows gives them.
 */
@NullMarked
package io.github.authenticode.verify.violation;

import org.jspecify.annotations.NullMarked;
