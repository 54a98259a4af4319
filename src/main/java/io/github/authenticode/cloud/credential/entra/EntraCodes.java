package io.github.authenticode.cloud.credential.entra;

import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.List;
import java.util.Optional;

/**
 * The meaning of Entra's error codes for a build that wants to sign, after "Microsoft Entra authentication and
 * authorization error codes". In the texts, <code>{app}</code>, <code>{tenant}</code>, <code>{client}</code>,
 * <code>{host}</code>,
 * <code>{claims}</code> (of the assertion) and <code>{clock}</code> (how far it is off) stand for what the case brings.
 *
 * @param codes the numbers behind AADSTS
 * @param id of the problem
 * @param cause with placeholders
 * @param remedy with placeholders
 */
record EntraCodes(List<String> codes, ProblemId id, String cause, String remedy) {
    private static final List<EntraCodes> KNOWN = List.of(
            new EntraCodes(
                    List.of("7000215"),
                    AzureSignInProblem.ENTRA_WRONG_SECRET,
                    "The client secret of {app} is wrong.",
                    "Put the secret's Value (not its Secret ID) there; the portal shows it only once, so make a new secret"
                            + " if it is gone."),
            new EntraCodes(
                    List.of("7000222"),
                    AzureSignInProblem.ENTRA_SECRET_EXPIRED,
                    "The client secret of {app} has expired.",
                    "Make a new client secret in the app registration, and put its value in place of the old one."),
            new EntraCodes(
                    List.of("700016"),
                    AzureSignInProblem.ENTRA_UNKNOWN_APPLICATION,
                    "The tenant {tenant} has no application {client}.",
                    "Compare both with Application (client) ID and Directory (tenant) ID on the overview page of the app"
                            + " registration."),
            new EntraCodes(
                    List.of("90002", "900021", "900023"),
                    AzureSignInProblem.ENTRA_UNKNOWN_TENANT,
                    "There is no tenant {tenant} at {host}.",
                    "Correct the tenant id: it is the Directory (tenant) ID on the overview page of the app registration."),
            new EntraCodes(
                    List.of("700024"),
                    AzureSignInProblem.ENTRA_CLOCK,
                    "Entra finds the assertion for {app} outside of its time{clock}.",
                    "Set the clock of this machine."),
            new EntraCodes(
                    List.of("700027", "5000126"),
                    AzureSignInProblem.ENTRA_UNKNOWN_CERTIFICATE,
                    "{certificate} is not registered with {app}, or has expired.",
                    "Upload the certificate to the app registration, under Certificates & secrets."),
            new EntraCodes(
                    List.of("700211"),
                    AzureSignInProblem.ENTRA_FEDERATION_MISMATCH,
                    "No federated credential of {app} has the issuer of the assertion{claims}.",
                    "Add a federated credential with exactly these values to the app registration, under Certificates &"
                            + " secrets."),
            new EntraCodes(
                    List.of("70021", "700212", "700213", "700223"),
                    AzureSignInProblem.ENTRA_FEDERATION_MISMATCH,
                    "No federated credential of {app} matches the assertion{claims}.",
                    "Add a federated credential with exactly these values to the app registration, under Certificates &"
                            + " secrets."),
            new EntraCodes(
                    List.of("50013", "700030"),
                    AzureSignInProblem.ENTRA_ASSERTION_REJECTED,
                    "Entra does not accept the assertion for {app}{claims}{clock}.",
                    "Compare the issuer with the federated credential of the app registration, or the certificate with the"
                            + " one that is registered."),
            new EntraCodes(
                    List.of("7000112"),
                    AzureSignInProblem.ENTRA_APPLICATION_DISABLED,
                    "{app} is disabled in the tenant {tenant}.",
                    "Enable it in Entra, under Enterprise applications, Properties."),
            new EntraCodes(
                    List.of("50034", "50020", "50076", "50079"),
                    AzureSignInProblem.ENTRA_ACCOUNT,
                    "The account is not known to the tenant {tenant}, or must confirm its login.",
                    "Use a service principal, or log in again with az login --tenant {tenant}."),
            new EntraCodes(
                    List.of("53003", "530035"),
                    AzureSignInProblem.ENTRA_CONDITIONAL_ACCESS,
                    "A conditional access rule of the tenant {tenant} keeps {app} out.",
                    "Have the tenant's administrator let it in from this network."),
            new EntraCodes(
                    List.of("500011"),
                    AzureSignInProblem.ENTRA_NO_SIGNING_SERVICE,
                    "The tenant {tenant} does not know Artifact Signing.",
                    "Use the tenant of the subscription that has the Artifact Signing account."));

    static Optional<EntraCodes> find(String code) {
        return KNOWN.stream().filter(k -> k.codes().contains(code)).findFirst();
    }
}
