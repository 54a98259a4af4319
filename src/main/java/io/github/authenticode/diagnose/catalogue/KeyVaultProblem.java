package io.github.authenticode.diagnose.catalogue;

/** Problems of Azure Key Vault and Managed HSM. A number in an id is the HTTP status of the service. */
public enum KeyVaultProblem implements ProblemId {
    KEY_VAULT_PAGE("Web page instead of Key Vault"),
    KEY_VAULT_REDIRECT("Redirect of the vault to another address"),
    KEY_VAULT_401("Token that Key Vault does not accept (401)"),
    KEY_VAULT_FIREWALL("Firewall of the vault keeps this machine out"),
    KEY_VAULT_DISABLED("Certificate or key that is disabled"),
    KEY_VAULT_EXPIRED("Key whose time is over or has not begun"),
    KEY_VAULT_KEY_OPERATION("Key that may not sign"),
    KEY_VAULT_RBAC("Role that is missing"),
    KEY_VAULT_POLICY("Access policy that is missing"),
    KEY_VAULT_403("Key Vault does not let you sign (403)"),
    KEY_VAULT_404("Certificate or key that the vault does not have (404)"),
    KEY_VAULT_400("Request that Key Vault does not understand (400)"),
    KEY_VAULT_429("Key Vault is asked too often (429)"),
    KEY_VAULT_UNAVAILABLE("Key Vault has a failure of its own"),
    KEY_VAULT_REFUSED("Key Vault refuses for another reason"),
    KEY_VAULT_UNREACHABLE("Vault that does not answer"),
    KEY_VAULT_ANSWER("Answer that is not from Key Vault"),
    KEY_VAULT_PENDING("Certificate that is only requested"),
    KEY_VAULT_KEY_TYPE("Kind of key that Windows does not accept"),
    KEY_VAULT_DIGEST("Digest that the curve of the key does not sign"),
    KEY_VAULT_OTHER_KEY("Certificate of another key");

    private final String title;

    KeyVaultProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.KEY_VAULT;
    }
}
