/** Azure over HTTP: who the build is (Entra tokens), and the Artifact Signing service that signs digests for it. */
@NullMarked
package io.github.authenticode.cloud;

import org.jspecify.annotations.NullMarked;
