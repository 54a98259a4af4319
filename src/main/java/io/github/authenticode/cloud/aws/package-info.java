/**
 * AWS KMS, and who signs in to AWS. Identities and surroundings of the build come in; a key that signs goes out.
 */
@NullMarked
package io.github.authenticode.cloud.aws;

import org.jspecify.annotations.NullMarked;
