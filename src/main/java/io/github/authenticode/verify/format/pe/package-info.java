/**
 * Portable Executables (Microsoft PE/COFF specification).
 */
@NullMarked
package io.github.authenticode.verify.format.pe;

import org.jspecify.annotations.NullMarked;
