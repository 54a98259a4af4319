package io.github.authenticode.diagnose.catalogue;

/** Problems of Azure Artifact Signing. A number in an id is the HTTP status of the service. */
public enum ArtifactSigningProblem implements ProblemId {
    ARTIFACT_SIGNING_MISSING("Account, profile or region that is missing"),
    ARTIFACT_SIGNING_NAME("Account or profile name that Azure does not allow"),
    ARTIFACT_SIGNING_REGION("Region that does not exist"),
    ARTIFACT_SIGNING_ENDPOINT("Endpoint that cannot be used"),
    ARTIFACT_SIGNING_API_VERSION("API version that cannot be used"),
    ARTIFACT_SIGNING_CORRELATION_ID("Correlation id that cannot be used"),
    ARTIFACT_SIGNING_CREDENTIAL("Excluded credential that is wrong"),
    ARTIFACT_SIGNING_400("Request that Artifact Signing does not understand (400)"),
    ARTIFACT_SIGNING_401("Token that Artifact Signing does not accept (401)"),
    ARTIFACT_SIGNING_403("Artifact Signing does not let you sign (403)"),
    ARTIFACT_SIGNING_404("Account or profile that Artifact Signing does not know (404)"),
    ARTIFACT_SIGNING_429("Artifact Signing is asked too often (429)"),
    ARTIFACT_SIGNING_REFUSED("Artifact Signing refuses for another reason"),
    ARTIFACT_SIGNING_UNAVAILABLE("Artifact Signing has a failure of its own"),
    ARTIFACT_SIGNING_UNREACHABLE("Artifact Signing does not answer"),
    ARTIFACT_SIGNING_TIMEOUT("Artifact Signing takes too long"),
    ARTIFACT_SIGNING_FAILED("Artifact Signing took the request and did not sign"),
    ARTIFACT_SIGNING_PAGE("Web page instead of Artifact Signing"),
    ARTIFACT_SIGNING_REDIRECT("Redirect to another address"),
    ARTIFACT_SIGNING_ANSWER("Answer that is not from Artifact Signing"),
    ARTIFACT_SIGNING_FOREIGN_HOST("Signature that is to be fetched from another host"),
    ARTIFACT_SIGNING_WRONG_SIGNATURE("Signature that does not belong to the digest");

    private final String title;

    ArtifactSigningProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.ARTIFACT_SIGNING;
    }
}
