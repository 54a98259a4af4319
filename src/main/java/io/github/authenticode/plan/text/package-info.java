/**
 * Text that must be handled with care: secrets, paths, addresses. Knows nobody.
 */
@NullMarked
package io.github.authenticode.plan.text;

import org.jspecify.annotations.NullMarked;
