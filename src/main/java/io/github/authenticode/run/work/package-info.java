/**
 * Threads of one run, and the results they bring.
 */
@NullMarked
package io.github.authenticode.run.work;

import org.jspecify.annotations.NullMarked;
