/**
 * Further knowledge of certificates, at the addresses that they name, asked through {@link
 * io.github.authenticode.verify.online.Fetcher} within budgets. Reaches no network itself.
 */
@NullMarked
package io.github.authenticode.verify.online;

import org.jspecify.annotations.NullMarked;
