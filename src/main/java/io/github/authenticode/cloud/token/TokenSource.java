package io.github.authenticode.cloud.token;

/** One way, or several in turn, to a token for the signing service. */
public interface TokenSource {
    /**
     * A token that nobody has held before; nothing is cached here.
     *
     * @throws CloudException if there is none, with what was tried and why it failed
     */
    AccessToken fetch() throws CloudException, InterruptedException;
}
