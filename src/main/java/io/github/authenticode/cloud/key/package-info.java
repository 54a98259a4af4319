/**
 * Private keys that never leave their service, and what has been signed with them in this build. Knows no service.
 */
@NullMarked
package io.github.authenticode.cloud.key;

import org.jspecify.annotations.NullMarked;
