package io.github.authenticode.verify.path;

import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.roots.TrustAnchors;

/**
 * What chains are built with.
 *
 * @param checks where the arithmetic of this file is counted
 * @param inquiry whom to ask for certificates that are missing
 */
record Terms(TrustAnchors anchors, Purpose purpose, SignatureChecks checks, Inquiry inquiry) {}
