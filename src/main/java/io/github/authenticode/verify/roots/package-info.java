/**
 * Trust anchors: files, systems and the built-in list, read into names and keys (RFC 5280, 6.1.1).
 */
@NullMarked
package io.github.authenticode.verify.roots;

import org.jspecify.annotations.NullMarked;
