/**
 * Keys in services that hold keys and no certificates: what is alike for all of them. Protocols of single services come
 * in; a key that signs goes out.
 */
@NullMarked
package io.github.authenticode.cloud.kms;

import org.jspecify.annotations.NullMarked;
