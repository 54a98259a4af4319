/**
 * What makes signatures, as far as all engines are alike. Knows none of them: whoever configures a build lists them.
 */
@NullMarked
package io.github.authenticode.engine;

import org.jspecify.annotations.NullMarked;
