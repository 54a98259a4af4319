/**
 * Stand-ins for DigiCert's smctl and Windows' certutil, for machines that have neither: documented command lines, words
 * and exit codes, and real signatures. Neither genuine program was at hand to hold them against.
 */
@NullMarked
package io.github.authenticode.smctldouble;

import org.jspecify.annotations.NullMarked;
