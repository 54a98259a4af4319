/**
 * One certificate by itself: what it says, what it may sign, how large it may be.
 */
@NullMarked
package io.github.authenticode.verify.certificate;

import org.jspecify.annotations.NullMarked;
