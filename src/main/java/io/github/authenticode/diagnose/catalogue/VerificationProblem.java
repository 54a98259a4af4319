package io.github.authenticode.diagnose.catalogue;

/** Problems of verifying: trusted roots, catalogs, watched folders and the second opinion. */
public enum VerificationProblem implements ProblemId {
    TRUSTED_ROOT_MISSING("Trusted root that does not exist"),
    TRUSTED_ROOT_UNREADABLE("Trusted root that cannot be read"),
    TRUSTED_ROOT_EMPTY("Trusted root without a certificate"),
    NO_TRUSTED_ROOTS("No trusted root certificate on this machine"),
    CATALOG_NOT_TRUSTED("Catalog that is not trusted"),
    UNSIGNED_FILES("Unsigned files in a watched folder"),
    SECOND_JUDGE_FAILED("Second judge that cannot judge"),
    SECOND_OPINION_MISSING("No second opinion"),
    SECOND_OPINION_REFUSES("Second opinion that refuses a trusted file"),
    SECOND_OPINION_ACCEPTS("Second opinion that accepts a rejected file"),
    SECOND_OPINION_TIMESTAMP("Second opinion that trusts no timestamp"),
    SECOND_OPINION_ROOTS("Second opinion that does not trust the root");

    private final String title;

    VerificationProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.VERIFICATION;
    }
}
