package io.github.authenticode.verify.format.content;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;

/** The sentences that several formats share. */
public final class ContentFindings {
    private static final String AGAIN = " Sign it again after the last change.";

    private ContentFindings() {}

    public static Violation changed(HashAlgorithm algorithm) {
        return changed("its " + algorithm.label() + " digest is not the one in the signature");
    }

    /** @param how what differs, to follow a colon and to precede a full stop */
    public static Violation changed(String how) {
        return new Violation(
                ViolationCode.TRUST_E_BAD_DIGEST, "The file was changed after it was signed: " + how + "." + AGAIN);
    }

    public static Violation weak(HashAlgorithm algorithm) {
        return new Violation(
                ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                "The signature protects the file with a weak digest, " + algorithm.label()
                        + ". Sign the file with SHA-256.");
    }

    public static Violation unknownDigest(String oid) {
        return new Violation(
                ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                "The signature protects the file with an unknown digest, " + oid + ". Sign the file with SHA-256.");
    }

    public static Violation otherSubject(String what) {
        return new Violation(
                ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                "The signature was made for another kind of file: " + what + ". Sign the file again.");
    }

    /** @param reason to follow a colon and to precede a full stop */
    public static Violation damaged(String reason) {
        return new Violation(
                ViolationCode.CRYPT_E_BAD_ENCODE, "The signature is damaged: " + reason + ". Sign the file again.");
    }

    /** A place where a signature should be, or where something else was put; Windows then sees none. */
    public static Violation misplaced(String sentence) {
        return misplaced(Rule.SIGNED, sentence);
    }

    /** The same, where the signature can be read all the same, so that a policy may make it a warning. */
    public static Violation misplaced(Rule rule, String sentence) {
        return new Violation(ViolationCode.TRUST_E_NOSIGNATURE, sentence + " Sign the file again.", rule);
    }

    /** The same, where {@code sign} asks first, since something of the owner's may be at stake. */
    public static Violation misplacedBeyondSigning(Rule rule, String sentence) {
        return new Violation(
                ViolationCode.TRUST_E_NOSIGNATURE,
                sentence + " Change the file before it is signed, or sign it again with <repair>true.",
                rule);
    }

    /** What no tool can sign; the sentences say what to do. */
    public static Violation unsignable(String sentences) {
        return new Violation(ViolationCode.TRUST_E_NOSIGNATURE, sentences, Rule.SIGNED);
    }
}
