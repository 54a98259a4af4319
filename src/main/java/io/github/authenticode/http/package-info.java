/** HTTP within limits of time, size and place: every request that the plugin makes itself goes through here. */
@NullMarked
package io.github.authenticode.http;

import org.jspecify.annotations.NullMarked;
