/**
 * Verdicts of earlier runs on files that have not changed since. A file's digest comes in with the key of what decides
 * a verdict; the verdict goes out, or nothing where anything differs.
 */
@NullMarked
package io.github.authenticode.run.reuse.verdicts;

import org.jspecify.annotations.NullMarked;
