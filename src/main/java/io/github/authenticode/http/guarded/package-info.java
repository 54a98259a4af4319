/**
 * Requests to addresses that a stranger chose, as in certificates: only public hosts are asked.
 */
@NullMarked
package io.github.authenticode.http.guarded;

import org.jspecify.annotations.NullMarked;
