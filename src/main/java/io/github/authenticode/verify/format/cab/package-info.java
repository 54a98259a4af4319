/**
 * Cabinets ([MS-CAB]).
 */
@NullMarked
package io.github.authenticode.verify.format.cab;

import org.jspecify.annotations.NullMarked;
