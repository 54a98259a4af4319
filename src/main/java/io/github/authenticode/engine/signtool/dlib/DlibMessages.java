package io.github.authenticode.engine.signtool.dlib;

import io.github.authenticode.diagnose.catalogue.ArtifactSigningProblem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.engine.tool.KnownMessage;
import java.util.List;

/**
 * The messages that Azure's client library (Azure.CodeSigning.Dlib.dll) writes to signtool's output when it fails: .NET
 * exceptions, the HTTP status of the service, and the error codes of Entra. Sources: the FAQ of Azure Artifact Signing,
 * and issues of Azure/artifact-signing-action. signtool itself adds no more than 0x80004005.
 */
public final class DlibMessages {
    public static final List<KnownMessage> ALL = List.of(
            KnownMessage.of(
                    AzureSignInProblem.ENTRA_APPLICATION_UNKNOWN,
                    "AADSTS700016",
                    "The application (client id) does not exist in this tenant.",
                    "Correct <tenantId> and the client id in settings.xml."),
            KnownMessage.of(
                    AzureSignInProblem.ENTRA_SECRET_INVALID,
                    "AADSTS7000215",
                    "Entra does not accept the client secret; often its id was pasted instead of its value.",
                    "Put the secret's value into settings.xml."),
            KnownMessage.of(
                    AzureSignInProblem.ENTRA_SECRET_EXPIRED,
                    "AADSTS7000222",
                    "The client secret has expired.",
                    "Make a new secret for the application and put it into settings.xml."),
            KnownMessage.of(
                    AzureSignInProblem.ENTRA_TENANT_UNKNOWN,
                    "AADSTS90002",
                    "Entra does not know the tenant.",
                    "Correct <tenantId>."),
            KnownMessage.of(
                    AzureSignInProblem.ENTRA_REFUSED,
                    "AADSTS\\d+",
                    "Entra refused to sign the application in.",
                    "Look the AADSTS code up in Microsoft's list of authentication errors and correct the credential."),
            KnownMessage.of(
                    AzureSignInProblem.AZURE_TOKEN_KIND,
                    "ClaimsPrincipal TenantId is null",
                    "The token that was used is not for code signing.",
                    "Sign in again for the scope https://codesigning.azure.net/.default."),
            KnownMessage.of(
                    AzureSignInProblem.AZURE_LOGIN_STALE,
                    "MsalUiRequiredException",
                    "A cached sign-in of this machine has gone stale.",
                    "Sign in again, or exclude SharedTokenCacheCredential."),
            KnownMessage.of(
                    AzureSignInProblem.AZURE_NO_CREDENTIAL,
                    "CredentialUnavailableException|DefaultAzureCredential failed to retrieve a token",
                    "No Azure credential was found on this machine.",
                    "Name a settings.xml server with a service principal, or sign in with a tool that the machine offers."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_401,
                    "401 \\(Unauthorized\\)|Status: 401|0x80190191",
                    "Artifact Signing did not accept the token: another tenant, or expired.",
                    "Check the tenant, and sign in again."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_403,
                    "403 \\(Forbidden\\)|Status: 403|0x80190193",
                    "Artifact Signing refused: the role is missing, or account, certificate profile and region do not belong "
                            + "together.",
                    "Give the identity the role Artifact Signing Certificate Profile Signer, and check account, profile and "
                            + "the region of the account."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_404,
                    "404 \\(Not Found\\)|Status: 404|0x80190194",
                    "Artifact Signing does not know the account or the certificate profile at this endpoint.",
                    "Correct account, certificate profile and region."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_400,
                    "400 \\(Bad Request\\)|Status: 400|0x80190190",
                    "Artifact Signing did not understand the request, often because of a credential that the client picked "
                            + "up by itself.",
                    "Name a settings.xml server, so that no other credential is tried."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_429,
                    "429 \\(Too Many Requests\\)|Status: 429|0x801901[aA][dD]",
                    "Artifact Signing is asked too often.",
                    "Wait, and sign fewer files at a time."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_UNAVAILABLE,
                    "Status: 5\\d\\d|0x801901[fF][0-9a-fA-F]",
                    "Artifact Signing has a failure of its own.",
                    "Look at Azure's status page and build again later."),
            KnownMessage.of(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_FAILED,
                    "Signing completed with status 'Failed'",
                    "Artifact Signing took the request and failed to sign it.",
                    "Check in the Azure portal that subscription, identity validation and certificate profile are active."),
            KnownMessage.of(
                    DlibProblem.DLIB_ASSEMBLY_MISSING,
                    "TypeLoadException|Could not load file or assembly",
                    "The client library did not find one of its own .NET assemblies.",
                    "Install the client again, with its whole folder."),
            KnownMessage.of(
                    DlibProblem.DLIB_FAILED,
                    "Unhandled managed exception|Azure\\.RequestFailedException",
                    "The client library of Artifact Signing failed.",
                    "Run Maven with -X and look for the exception in signtool's output."));

    private DlibMessages() {}
}
