/**
 * Business Central apps (.app, .navx) as Windows signs them: through NavSip.dll, which no Windows has by itself. For
 * every engine that is a program; the embedded engine signs them without it.
 */
@NullMarked
package io.github.authenticode.engine.businesscentral;

import org.jspecify.annotations.NullMarked;
