package io.github.authenticode.plan.identity;

import java.util.Optional;

/**
 * Traits of one's own signing certificates, as far as a pom tells them without the certificate. A certificate with any
 * of them is one's own; one with none of them is somebody else's.
 *
 * @param sha1 thumbprint, 40 hexadecimal digits in upper case
 * @param subjectPart text in the subject, whatever its case
 * @param extendedKeyUsage beginning of an extended key usage, with the dot at its end
 */
public record SignerTraits(Optional<String> sha1, Optional<String> subjectPart, Optional<String> extendedKeyUsage) {
    /** No trait: every sound signature counts as somebody else's. */
    public static final SignerTraits NONE = new SignerTraits(Optional.empty(), Optional.empty(), Optional.empty());
}
