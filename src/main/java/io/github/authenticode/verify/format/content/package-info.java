/**
 * The answers of every format: its signatures, its digest, what lies outside both.
 */
@NullMarked
package io.github.authenticode.verify.format.content;

import org.jspecify.annotations.NullMarked;
