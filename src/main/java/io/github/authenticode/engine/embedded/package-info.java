/**
 * The engine inside this JVM, on any operating system. The only room, with those below it, that knows jsign.
 */
@NullMarked
package io.github.authenticode.engine.embedded;

import org.jspecify.annotations.NullMarked;
