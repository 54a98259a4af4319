/**
 * The kinds of files, told by content, and the encodings of scripts. Reads files and judges none.
 */
@NullMarked
package io.github.authenticode.plan.filetype;

import org.jspecify.annotations.NullMarked;
