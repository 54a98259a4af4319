package io.github.authenticode.diagnose.catalogue;

/** Problems of keys in AWS KMS, HashiCorp Vault and Google Cloud KMS. */
public enum CloudKeyProblem implements ProblemId {
    CLOUD_KEY_NO_CREDENTIALS("Nobody to sign in as"),
    CLOUD_KEY_CREDENTIALS("Credentials that cannot be used"),
    CLOUD_KEY_SIGN_IN("Credentials that the service does not accept"),
    CLOUD_KEY_CLOCK("Clock of this machine that the service does not accept"),
    CLOUD_KEY_ACCESS("Permission that is missing"),
    CLOUD_KEY_NOT_FOUND("Key that is not there"),
    CLOUD_KEY_USAGE("Key that is not for signing"),
    CLOUD_KEY_STATE("Key that is disabled or about to be deleted"),
    CLOUD_KEY_TYPE("Kind of key in the cloud that Windows does not accept"),
    CLOUD_KEY_DIGEST("Digest that the key in the cloud does not sign"),
    CLOUD_KEY_OTHER_KEY("Certificate file of another key"),
    CLOUD_KEY_THROTTLED("Key service that is asked too often"),
    CLOUD_KEY_SEALED("Vault that is sealed or stands by"),
    CLOUD_KEY_UNAVAILABLE("Key service with a failure of its own"),
    CLOUD_KEY_UNREACHABLE("Key service that does not answer"),
    CLOUD_KEY_ANSWER("Answer that is not from the key service"),
    CLOUD_KEY_PAGE("Web page instead of the key service"),
    CLOUD_KEY_REDIRECT("Redirect of the key service to another address"),
    CLOUD_KEY_REFUSED("Key service that refuses for another reason");

    private final String title;

    CloudKeyProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.CLOUD_KEYS;
    }
}
