/**
 * Engines, which make signatures, as far as all are alike. Knows none of them: whoever configures a build lists them.
 */
@NullMarked
package io.github.authenticode.engine;

import org.jspecify.annotations.NullMarked;
