/**
 * ZIP archives (APPNOTE.TXT), read so that directory, local headers and bytes must agree.
 */
@NullMarked
package io.github.authenticode.verify.format.zip;

import org.jspecify.annotations.NullMarked;
