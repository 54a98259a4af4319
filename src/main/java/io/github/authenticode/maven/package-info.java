/**
 * The goals {@code sign} and {@code verify}: what they select, do and tell. The only room, with those below it, that
 * knows Maven; everything else of the plugin may be used here, and nobody outside may use it.
 */
@NullMarked
package io.github.authenticode.maven;

import org.jspecify.annotations.NullMarked;
