/**
 * Google Cloud KMS, and who signs in to Google Cloud. Identities and surroundings of the build come in; a key that
 * signs goes out.
 */
@NullMarked
package io.github.authenticode.cloud.google;

import org.jspecify.annotations.NullMarked;
