/**
 * A plan carried out: each file is copied, the copy signed, judged and compared, and only then moved over the original.
 * Knows the engine by its interface and no report.
 */
@NullMarked
package io.github.authenticode.run;

import org.jspecify.annotations.NullMarked;
