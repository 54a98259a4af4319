package io.github.authenticode.diagnose.catalogue;

import java.util.List;
import java.util.function.Supplier;

/** Areas of the catalogue, in its order. */
public enum ProblemArea {
    CONFIGURATION(
            "Configuration",
            "Raised when the pom, the command line and settings.xml are read, before any file is touched.",
            ConfigurationProblem::values),
    POLICY("Policy", "Raised when a policy is read, from the pom or from a policy file.", PolicyProblem::values),
    FILES(
            "Files",
            "Raised when files are selected, read, copied and replaced, and when archives are looked into.",
            FileProblem::values),
    FORMATS(
            "File formats",
            "Raised when a file is looked at before it is signed, by what its format allows.",
            FormatProblem::values),
    KEYS(
            "Keys and certificates",
            "Raised when a keystore, a PEM file or a certificate file is opened.",
            KeyProblem::values),
    TOKENS("Keys on tokens", "Raised when a token and its PKCS #11 library are opened and used.", TokenProblem::values),
    STORES(
            "Certificates in Windows stores",
            "Raised when a certificate and its key are looked for in a store of Windows.",
            StoreProblem::values),
    NETWORK(
            "Network and timestamps",
            "Raised when a connection to a service or a timestamp does not come about.",
            NetworkProblem::values),
    AZURE_SIGN_IN("Signing in to Azure", "Raised when a token for Azure is asked for.", AzureSignInProblem::values),
    ARTIFACT_SIGNING(
            "Azure Artifact Signing",
            "Raised when the settings of the service are read, and when it is asked for a signature.",
            ArtifactSigningProblem::values),
    KEY_VAULT(
            "Azure Key Vault",
            "Raised when a vault is asked for a certificate, and when its key signs.",
            KeyVaultProblem::values),
    CLOUD_KEYS(
            "Keys in AWS KMS, HashiCorp Vault and Google Cloud KMS",
            "Raised when such a service is signed in to, asked for a key, and when its key signs.",
            CloudKeyProblem::values),
    KEYLOCKER(
            "DigiCert KeyLocker",
            "Raised before a key pair of DigiCert's is used through signtool or smctl, and from what these and the service write.",
            KeyLockerProblem::values),
    SIGNTOOL(
            "Microsoft's signtool",
            "Raised before signtool is called, and from what it writes and how it ends.",
            SigntoolProblem::values),
    DLIB(
            "Client library of Artifact Signing",
            "Raised when signtool is to sign with Microsoft's client library (dlib).",
            DlibProblem::values),
    TOOLS(
            "AzureSignTool and other programs",
            "Raised before a signing program is called, and from what it writes and how it ends.",
            ToolProblem::values),
    WINDOWS(
            "Error numbers of Windows",
            "Raised from an error number (HRESULT) in the output of a signing program.",
            WindowsError::values),
    SIGNING(
            "Signing",
            "Raised while files are signed, and when a signed copy is judged before it replaces the original.",
            SigningProblem::values),
    VERIFICATION(
            "Verification",
            "Raised by the goal verify, by trusted roots and catalogs, and by the second opinion.",
            VerificationProblem::values);

    private final String title;
    private final String summary;
    private final Supplier<ProblemId[]> problems;

    ProblemArea(String title, String summary, Supplier<ProblemId[]> problems) {
        this.title = title;
        this.summary = summary;
        this.problems = problems;
    }

    public String title() {
        return title;
    }

    /** One sentence: where its problems are raised. */
    public String summary() {
        return summary;
    }

    public List<ProblemId> problems() {
        return List.of(problems.get());
    }
}
