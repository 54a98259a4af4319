/**
 * The needs of all credentials: the machine as they see it, and requests for tokens.
 */
@NullMarked
package io.github.authenticode.cloud.credential.base;

import org.jspecify.annotations.NullMarked;
