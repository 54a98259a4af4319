package io.github.authenticode.diagnose.catalogue;

/** Problems of a run that signs, and of the check before a signed copy replaces the original. */
public enum SigningProblem implements ProblemId {
    NOT_SIGNED("Success reported and no signature made"),
    SIGNATURE_REJECTED("Signature that the verifier rejects"),
    CONTENT_CHANGED("Content that signing changed"),
    CONTENT_NOT_COMPARABLE("Content that cannot be compared"),
    COPY_CHANGED("Signed copy that was changed while it was judged"),
    FOREIGN_SIGNATURE("File signed by another publisher"),
    FOREIGN_SIGNATURE_REFUSED("Signature of another publisher that the policy refuses"),
    ENGINE_CRASHED("Crash of the signing engine"),
    SIGNING_CRASHED("Crash of this plugin on a file"),
    INTERRUPTED("Build that was asked to end");

    private final String title;

    SigningProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.SIGNING;
    }
}
