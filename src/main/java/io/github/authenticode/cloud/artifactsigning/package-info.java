/**
 * The client of Azure Artifact Signing, and what its refusals mean. Lets out {@link
 * io.github.authenticode.cloud.key.RemoteKey}.
 */
@NullMarked
package io.github.authenticode.cloud.artifactsigning;

import org.jspecify.annotations.NullMarked;
