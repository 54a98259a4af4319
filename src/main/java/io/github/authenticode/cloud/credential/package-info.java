/**
 * The credentials of Azure, each by the name and in the order of Azure's own libraries. Lets out {@link
 * io.github.authenticode.cloud.token.TokenSource}.
 */
@NullMarked
package io.github.authenticode.cloud.credential;

import org.jspecify.annotations.NullMarked;
