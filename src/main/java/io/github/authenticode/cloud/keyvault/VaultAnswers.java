package io.github.authenticode.cloud.keyvault;

import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.RefusalContext;
import io.github.authenticode.cloud.service.Suspect;
import io.github.authenticode.diagnose.catalogue.KeyVaultProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Every refusal of Key Vault that is known, in the order in which it is looked for. Sources: "Azure Key Vault REST API
 * Error Codes" and "Azure Key Vault service limits" of Microsoft Learn; the codes of inner errors also from issues of
 * Azure's client libraries.
 */
final class VaultAnswers {
    /** A fresh token is tried once. */
    static final ProblemId NOT_SIGNED_IN = KeyVaultProblem.KEY_VAULT_401;

    private static final Suspect TIME =
            Suspect.time().withRemedy("Get a new token; one that stands in an environment variable is never renewed.");
    private static final Suspect CLOCK = Suspect.clock().withRemedy("Set the clock of this machine.");
    private static final Suspect TENANT =
            Suspect.tenant("the vault").withRemedy("Sign in to the tenant of the vault's subscription.");

    static final List<KnownAnswer<VaultRefusal>> ALL = List.of(
            new KnownAnswer<>(
                    NetworkProblem.PROXY_AUTHENTICATION,
                    status(407),
                    "The proxy on the way to {vault} wants a password and was given none, or not the right one.",
                    List.of(),
                    "Correct <username> and <password> of the <proxy> in settings.xml.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_PAGE,
                    c -> c.answer().isPage() && c.answer().status() < 500,
                    "Instead of the vault {vault}, something on the way to it answered, with a web page; as a rule a proxy or"
                            + " a firewall.",
                    List.of(),
                    "Have {vault} let through, or name the right <proxy> in settings.xml.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_REDIRECT,
                    c -> c.answer().status() / 100 == 3,
                    "{vault} leads to another address, where the token must not go.",
                    List.of(),
                    "Correct <vault>; if it is right, have the proxy let it through.",
                    false),
            new KnownAnswer<>(
                    NOT_SIGNED_IN,
                    status(401),
                    "Key Vault did not accept the token for {object}, nor a fresh one.",
                    List.of(VaultAnswers::audience, CLOCK, TIME, TENANT),
                    "Sign in to the tenant of the vault's subscription.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_FIREWALL,
                    c -> c.says(
                            403, "ForbiddenByFirewall", "Client address is not authorized", "ForbiddenByConnection"),
                    "The firewall of {vault} keeps this machine out.",
                    List.of(),
                    "Let this machine's address in under Networking of the vault, or build where the vault's private"
                            + " endpoint is.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_DISABLED,
                    c -> c.says(403, "Disabled\"", "is not allowed on a disabled"),
                    "The key of {object} is disabled.",
                    List.of(),
                    "Enable that version in the portal, or name another one in <version>.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_EXPIRED,
                    c -> c.says(403, "KeyExpired", "KeyNotYetValid", "expired key", "not yet valid key"),
                    "The key of {object} is past its end, or its time has not begun.",
                    List.of(),
                    "Renew the certificate in the vault, or name another <version>.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_KEY_OPERATION,
                    c -> c.says(403, "KeyOperationForbidden", "is not permitted on this key"),
                    "The key of {object} may not be used to sign: sign is none of its permitted operations.",
                    List.of(),
                    "Permit it (az keyvault key set-attributes --vault-name {host} --name {name} --ops sign verify), or"
                            + " sign with another certificate.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_RBAC,
                    c -> c.says(403, "ForbiddenByRbac"),
                    "Key Vault does not let {application} use {object}: it has no role that allows it, or was given it"
                            + " minutes ago.",
                    List.of(),
                    "Assign the roles Key Vault Certificate User and Key Vault Crypto User on the vault, and wait some"
                            + " minutes. Owner and Contributor do not include them.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_POLICY,
                    c -> c.says(403, "ForbiddenByPolicy", "AccessDenied", "does not have"),
                    "The access policies of {vault} do not let {application} use {object}.",
                    List.of(),
                    "Add an access policy with the permissions Get for certificates and Sign for keys.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_403,
                    status(403),
                    "Key Vault does not let {application} use {object}.",
                    List.of(
                            CLOCK,
                            TIME,
                            Suspect.open(
                                    "{application} lacks the roles Key Vault Certificate User and Key Vault Crypto User,"
                                            + " or an access policy with Get for certificates and Sign for keys"),
                            Suspect.open("the firewall of the vault keeps this machine out"),
                            TENANT),
                    "In the Azure portal, open {vault}, Access control (IAM) or Access policies, and look for {application}.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_404,
                    status(404),
                    "There is no {object}.",
                    List.of(
                            Suspect.open("the {kind} is not named {name}, or the version is another one's"),
                            Suspect.open(
                                    "it was deleted, and can be recovered: az keyvault {kind} recover --vault-name {host}"
                                            + " --name {name}")),
                    "Compare <vault>, <certificate> and <version> with what the Azure portal shows of the vault.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_400,
                    status(400),
                    "Key Vault did not understand the request for {object}.",
                    List.of(),
                    "Go by the service's words; if they do not help, report them to this plugin.",
                    false),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_429,
                    c -> c.answer().status() == 429 || c.answer().status() == 408,
                    "Key Vault is asked too often. In 10 seconds a vault makes " + VaultProblems.LIMITS + ".",
                    List.of(),
                    "Wait, lower <concurrency>, or keep other users of that vault in one of their own.",
                    true),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_UNAVAILABLE,
                    c -> c.answer().status() >= 500,
                    "Key Vault at {vault} has a failure of its own.",
                    List.of(),
                    "Look at Azure's status page and build again later.",
                    true),
            new KnownAnswer<>(
                    KeyVaultProblem.KEY_VAULT_REFUSED,
                    c -> true,
                    "Key Vault refused to sign with {object}.",
                    List.of(TIME),
                    "Go by the service's words; if they do not help, report them to this plugin.",
                    false));

    private VaultAnswers() {}

    /** The audience that the vault wants depends on its cloud. */
    private static Optional<Suspect.Finding> audience(RefusalContext circumstances) {
        return Suspect.audience(circumstances.fill("{resource}"))
                .withRemedy(circumstances.fill("Get a token for the scope {resource}/.default, such as by az account"
                        + " get-access-token --resource {resource}."))
                .judge(circumstances);
    }

    private static Predicate<VaultRefusal> status(int status) {
        return c -> c.answer().status() == status;
    }

    static KnownAnswer<VaultRefusal> of(VaultRefusal circumstances) {
        return ALL.stream()
                .filter(a -> a.sign().test(circumstances))
                .findFirst()
                .orElseThrow();
    }
}
