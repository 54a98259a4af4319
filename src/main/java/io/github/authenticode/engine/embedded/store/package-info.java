/**
 * Certificates and keys in the stores of Windows, as Java reaches them through SunMSCAPI. What opens a store is handed
 * in, so that everything behind it is tried without Windows.
 */
@NullMarked
package io.github.authenticode.engine.embedded.store;

import org.jspecify.annotations.NullMarked;
