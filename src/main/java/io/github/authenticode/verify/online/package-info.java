/**
 * What certificates say about where more is known of them, asked through {@link
 * io.github.authenticode.verify.online.Fetcher} within budgets. Reaches no network itself.
 */
@NullMarked
package io.github.authenticode.verify.online;

import org.jspecify.annotations.NullMarked;
