package io.github.authenticode.verify;

/**
 * What chains are built with.
 *
 * @param checks where the arithmetic of this file is counted
 */
record Terms(TrustAnchors anchors, Purpose purpose, SignatureChecks checks) {}
