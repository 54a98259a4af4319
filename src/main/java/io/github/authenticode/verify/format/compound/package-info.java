/**
 * Compound files ([MS-CFB]) with every sector accounted for.
 */
@NullMarked
package io.github.authenticode.verify.format.compound;

import org.jspecify.annotations.NullMarked;
