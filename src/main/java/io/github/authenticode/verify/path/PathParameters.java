package io.github.authenticode.verify.path;

import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.roots.TrustAnchors;

/**
 * The parameters with which chains are built.
 *
 * @param checks where the arithmetic of this file is counted
 * @param questions whom to ask for certificates that are missing
 */
record PathParameters(TrustAnchors anchors, Purpose purpose, SignatureChecks checks, OnlineQuestions questions) {}
