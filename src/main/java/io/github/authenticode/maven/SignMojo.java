package io.github.authenticode.maven;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.credential.AzPrograms;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engines;
import io.github.authenticode.engine.embedded.EmbeddedProvider;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.engine.signtool.SigntoolProvider;
import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.maven.config.Cache;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.maven.config.SettingsProxy;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.maven.config.tool.AzureSignTool;
import io.github.authenticode.maven.config.tool.Smctl;
import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.GoalTelling;
import io.github.authenticode.maven.execution.ProgressScreen;
import io.github.authenticode.maven.execution.Reactor;
import io.github.authenticode.maven.files.FileKinds;
import io.github.authenticode.maven.files.FileSelection;
import io.github.authenticode.maven.identity.IdentityElements;
import io.github.authenticode.maven.identity.KeyContainer;
import io.github.authenticode.maven.identity.KeyLocker;
import io.github.authenticode.maven.identity.Keystore;
import io.github.authenticode.maven.identity.Pkcs11;
import io.github.authenticode.maven.identity.StoreCertificate;
import io.github.authenticode.maven.identity.azure.ArtifactSigning;
import io.github.authenticode.maven.identity.azure.KeyVault;
import io.github.authenticode.maven.identity.cloud.AwsKms;
import io.github.authenticode.maven.identity.cloud.GoogleKms;
import io.github.authenticode.maven.identity.cloud.HashicorpVault;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.run.file.FileResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Signs files with Authenticode, verifies each one independently, and only then puts it in the place of the original.
 * Artifacts keep their place, so that install and deploy see the signed file.
 *
 * @since 0.1.0
 */
@Mojo(name = "sign", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class SignMojo extends AuthenticodeMojo {
    /**
     * Skips this goal alone and leaves the other one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.sign.skip", defaultValue = "false")
    boolean skipSign;

    /**
     * Which program makes the signature: {@code auto} takes the best one for the identity, {@code embedded} signs
     * inside this JVM on any operating system, {@code signtool} calls Microsoft's program, {@code azuresigntool} the
     * program of that name for Azure Key Vault, which {@code auto} never takes, {@code smctl} DigiCert's for KeyLocker.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.engine", defaultValue = "auto")
    String engine;

    /**
     * The identity of a key in a file: {@code file} (PKCS#12, JKS or PEM), {@code type}, {@code alias}, the password
     * from {@code serverId} (settings.xml) or {@code passwordEnv}, {@code keyPasswordEnv}, {@code certificateFile}.
     *
     * <pre>{@code
     * <keystore>
     *   <file>release.p12</file>
     *   <serverId>codesign</serverId>
     * </keystore>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Keystore keystore;

    /**
     * The identity of a certificate profile of Azure Artifact Signing: {@code region} or {@code endpoint}, {@code
     * account}, {@code certificateProfile}, {@code correlationId}, {@code allowCustomEndpoint}, {@code apiVersion},
     * {@code metadataFile}.
     *
     * <p>Who signs in is said by {@code credential}: {@code servicePrincipal} ({@code serverId} with client id, secret
     * and tenantId, or {@code certificateFile} and {@code certificatePasswordEnv}), {@code environment},
     * {@code workloadIdentity}, {@code githubActions}, {@code azurePipelines} ({@code serviceConnectionId}),
     * {@code gitlab} ({@code idTokenEnv}), {@code managedIdentity}, {@code azureCli} or {@code token} ({@code
     * tokenEnv}). Without it, the machine's own is looked for in the order of Azure's DefaultAzureCredential, but for
     * {@code excludeCredentials}. {@code tenantId} and {@code clientId} may stand here, in the server, or in
     * AZURE_TENANT_ID and AZURE_CLIENT_ID. Engines:
     * {@code embedded}, and {@code signtool}, which {@code auto} takes on Windows.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    ArtifactSigning artifactSigning;

    /**
     * The identity of a certificate in Azure Key Vault, or of a key in a managed HSM: {@code vault},
     * {@code certificate}, {@code version}, {@code chainFile}, {@code allowCustomEndpoint}, and who signs in as for
     * {@code artifactSigning}: {@code credential}, {@code serverId}, {@code tenantId}, {@code clientId},
     * {@code certificateFile}. Engines: {@code embedded}; {@code azuresigntool}.
     *
     * <pre>{@code
     * <keyVault>
     *   <vault>example-vault</vault>
     *   <certificate>code-signing</certificate>
     *   <serverId>azure</serverId>
     * </keyVault>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    KeyVault keyVault;

    /**
     * How AzureSignTool is found and called: {@code executable}, {@code timeout}, {@code timeoutPerFile}.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    AzureSignTool azuresigntool;

    /**
     * The identity of a key pair in DigiCert KeyLocker or Software Trust Manager: {@code keypairAlias},
     * {@code certificateAlias}, {@code certificateFile}, {@code thumbprint}, {@code kspName}. Who signs in is said by
     * {@code serverId} (settings.xml; its password is the API key), {@code host}, {@code allowCustomHost},
     * {@code clientCertificateFile}, and {@code clientCertificateServerId} or {@code clientCertificatePasswordEnv};
     * without them by SM_API_KEY, SM_HOST, SM_CLIENT_CERT_FILE and SM_CLIENT_CERT_PASSWORD. Engines: {@code embedded},
     * which {@code auto} takes, {@code signtool} and {@code smctl}. See docs/keylocker.md.
     *
     * <pre>{@code
     * <keyLocker>
     *   <keypairAlias>key_1234567890</keypairAlias>
     *   <serverId>digicert</serverId>
     *   <clientCertificateFile>client.p12</clientCertificateFile>
     *   <clientCertificateServerId>digicert-client</clientCertificateServerId>
     * </keyLocker>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    KeyLocker keyLocker;

    /**
     * The identity of a key in AWS KMS: {@code region}, {@code key} (id, ARN, or alias with {@code alias/} before it),
     * {@code certificateFile}, {@code endpoint}. Who signs in is said by {@code serverId} (settings.xml; username: the
     * access key id, password: the secret access key); without it by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
     * AWS_SESSION_TOKEN, the files of AWS_PROFILE, the container, or the instance. Engine: {@code embedded}. See
     * docs/cloud-kms.md.
     *
     * <pre>{@code
     * <awsKms>
     *   <region>eu-west-1</region>
     *   <key>alias/code-signing</key>
     *   <certificateFile>code-signing.pem</certificateFile>
     * </awsKms>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    AwsKms awsKms;

    /**
     * The identity of a key in the transit engine of HashiCorp Vault: {@code address} (else VAULT_ADDR), {@code key},
     * {@code version}, {@code mount}, {@code namespace} (else VAULT_NAMESPACE), {@code certificateFile}. Who signs in
     * is said by {@code serverId} (settings.xml: username and password are role id and secret id of an AppRole, mounted
     * at {@code appRoleMount}; a password alone is a token), else by VAULT_TOKEN. Engine: {@code embedded}. See
     * docs/cloud-kms.md.
     *
     * <pre>{@code
     * <hashicorpVault>
     *   <address>https://vault.example.com:8200</address>
     *   <key>code-signing</key>
     *   <certificateFile>code-signing.pem</certificateFile>
     *   <serverId>vault</serverId>
     * </hashicorpVault>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    HashicorpVault hashicorpVault;

    /**
     * The identity of a version of a key in Google Cloud KMS: {@code keyVersion}, {@code certificateFile},
     * {@code endpoint}. Who signs in is said by {@code credentialsFile}, the key file of a service account; without it
     * by GOOGLE_APPLICATION_CREDENTIALS, else by the metadata server. Engine: {@code embedded}. See docs/cloud-kms.md.
     *
     * <pre>{@code
     * <googleKms>
     *   <keyVersion>projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1</keyVersion>
     *   <certificateFile>code-signing.pem</certificateFile>
     *   <credentialsFile>service-account.json</credentialsFile>
     * </googleKms>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    GoogleKms googleKms;

    /**
     * How DigiCert's smctl is found and called: {@code executable}, {@code timeout}, {@code timeoutPerFile}.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Smctl smctl;

    /**
     * The identity of a key in a container of a cryptographic provider: {@code csp}, {@code container},
     * {@code certificateFile}. Engine: {@code signtool}.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    KeyContainer keyContainer;

    /**
     * The identity of a key on a token: {@code module} (opensc, ykcs11, safenet, softhsm, cloudhsm, smpkcs11) or
     * {@code library}, {@code token} (its label), {@code serial}, {@code alias}, {@code thumbprint},
     * {@code certificateFile}, the PIN from {@code serverId} (settings.xml) or {@code pinEnv}. Engine:
     * {@code embedded}. See docs/tokens.md.
     *
     * <pre>{@code
     * <pkcs11>
     *   <module>ykcs11</module>
     *   <token>release</token>
     *   <serverId>token</serverId>
     * </pkcs11>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Pkcs11 pkcs11;

    /**
     * The identity of a certificate in a Windows store: {@code thumbprint}, {@code subject}, {@code issuer}, {@code
     * root}, {@code store}, {@code machineStore}, {@code automatic}, {@code friendlyName}, {@code keypairAlias}. The
     * thumbprint is what signtool calls {@code /sha1}, and has nothing to do with the digest of files. Engines: {@code
     * signtool}, and on Windows {@code embedded}.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    StoreCertificate storeCertificate;

    /**
     * Digest of files, signatures and timestamps: {@code SHA-256}, {@code SHA-384} or {@code SHA-512}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.digest", defaultValue = "SHA-256")
    String digest;

    /**
     * What Windows calls the program when it asks whether to run it: {@code Example Installer}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.description")
    @Nullable
    String description;

    /**
     * Where Windows sends a user who wants to know more: {@code https://example.org/}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.url")
    @Nullable
    String url;

    /**
     * Timestamping (RFC 3161): {@code enabled} (default true), {@code urls} (asked in order, another one first after a
     * failure), {@code attempts} (6 for a file), {@code retryDelay} ({@code 2s}, doubling), {@code timeout} ({@code
     * 20s}).
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Timestamp timestamp;

    /**
     * What to do with a file that is signed already: {@code skip} leaves it alone if it meets the policy and replaces
     * the signature if not; {@code replace}; {@code append} adds a second signature; {@code fail}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.existingSignature", defaultValue = "skip")
    String existingSignature;

    /**
     * Whether a program is repaired whose certificate table, as its header has it, is followed by data, lies in a
     * section or holds something else: a resource editor, a packer or an installer builder changed it after it was
     * signed. The former signature goes, every other byte stays, and the console and the report say what was done.
     * Without it such a program is an error; an entry for a table that is gone is cleared in any case. Not with {@code
     * append}. See docs/programs.md.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.repair", defaultValue = "false")
    boolean repair;

    /**
     * What to do with a file that carries a sound signature of another publisher, such as a library of a bundled
     * runtime: {@code keep} leaves it alone, and says whose it is; {@code append} adds a signature to his; {@code
     * replace} treats it as {@code <existingSignature>} says; {@code fail}. A signature that is damaged, or has no
     * timestamp, is not sound; the report says whose it was. Where {@code <policy>} says that the file must be by
     * somebody else, to keep it is an error: name his publisher in {@code <publisherByFile>}. Who one is tells the
     * certificate, else {@code <publisher>} and {@code <subscriberEku>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.foreignSignature", defaultValue = "keep")
    String foreignSignature;

    /**
     * Keeps signatures for later builds: {@code folder} (default {@code ~/.m2/authenticode-cache}; many machines may
     * share one), {@code enabled} (default true). Without the element nothing is kept. See docs/cache.md.
     *
     * <pre>{@code
     * <cache/>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Cache cache;

    private final SettingsDecrypter settingsDecrypter;

    @Inject
    SignMojo(MavenProjectHelper projectHelper, SettingsDecrypter settingsDecrypter) {
        super(projectHelper);
        this.settingsDecrypter = settingsDecrypter;
    }

    @Override
    boolean skipsGoal() {
        return skipSign;
    }

    @Override
    void work(ConfigurationProblems findings, ExecutionFacts account)
            throws MojoExecutionException, MojoFailureException, InterruptedException {
        ending(account).of(GoalTelling.signing(cache != null), executionState -> {
            Credentials credentials = new Credentials(
                    session.getSettings(), settingsDecrypter, System::getenv, warning -> warn(account, warning));
            OnlineChecks online = OnlineAccess.checks(this, findings);
            ProxyRoutes proxies = proxies(online, findings, account);
            Engines engines = engines(proxies, findings, account);
            FileSelection selection = select(FileKinds.SIGNABLE, findings);
            SigningPlan plan = plan(
                    new IdentityReading(credentials, warning -> warn(account, warning), userHome(), findings),
                    selection,
                    engines.choices(),
                    account);
            if (plan.files().isEmpty()) {
                getLog().info("No file to sign.");
                return Optional.empty();
            }
            executionState.expect(plan.files());
            if (getLog().isDebugEnabled()) {
                getLog().debug("Plan: " + plan);
            }
            Optional<Path> kept = Optional.ofNullable(cache).flatMap(c -> c.folder(userHome(), base()));
            account.asking(online);
            try (OnlineAccess access =
                    OnlineAccess.open(online, proxies, () -> Reactor.memory(session, online), Clock.systemUTC())) {
                // Whoever asks whether certificates are revoked wants to know it now.
                boolean remembering = plan.options().existingSignature() == ExistingSignature.SKIP
                        && plan.options().foreignSignature() == ForeignSignature.KEEP
                        && !online.any();
                SigningExecution.Means means = new SigningExecution.Means(
                        engines,
                        access.online(),
                        kept,
                        Reactor.buildSignatures(session),
                        remembering,
                        ProgressScreen.style(session, getLog()));
                List<FileResult> results =
                        new SigningExecution(plan, selection.odd(), means, getLog()).run(account, executionState);
                new PrematureArchives(this).warnings(results).forEach(warning -> warn(account, warning));
                return Optional.of(results);
            }
        });
    }

    /** Nobody is led anywhere, and no password is decrypted, where nobody is asked for anything. */
    private ProxyRoutes proxies(OnlineChecks online, ConfigurationProblems findings, ExecutionFacts account) {
        boolean ownAuthority = testCertificate != null && (timestamp == null || timestamp.urls == null);
        return ownAuthority && !online.any()
                ? ProxyRoutes.DIRECT
                : new SettingsProxy(session.getSettings(), settingsDecrypter, System.getenv())
                        .routes(findings, warning -> warn(account, warning));
    }

    /** Every engine of this version. A new one is listed here and nowhere else. */
    private Engines engines(ProxyRoutes proxies, ConfigurationProblems findings, ExecutionFacts account) {
        CloudSettings azure = azure(proxies);
        boolean windows = Machine.isWindows();
        RememberedCalls calls = Reactor.calls(session);
        ToolSettings digiCert = (smctl == null ? new Smctl() : smctl).settings(findings);
        return new Engines(List.of(
                new EmbeddedProvider(
                        azure,
                        TokenSettings.current(workFolder(), warning -> warn(account, warning), getLog()::debug),
                        windows),
                new SigntoolProvider(
                        signtoolSettings(findings),
                        azure,
                        host -> new DigiCertPrograms(host, calls, digiCert.executable()),
                        windows,
                        getLog()::debug),
                io.github.authenticode.engine.tool.AzureSignTool.engine(
                        (azuresigntool == null ? new AzureSignTool() : azuresigntool).settings(findings),
                        azure,
                        getLog()::debug),
                io.github.authenticode.engine.tool.digicert.Smctl.engine(digiCert, azure, calls, getLog()::debug)));
    }

    /** Every kind of identity. A new one is listed here and nowhere else. */
    IdentityElements identities() {
        return new IdentityElements()
                .or(artifactSigning, "artifactSigning", "Azure")
                .or(keyVault, "keyVault", "Azure Key Vault")
                .or(keyLocker, "keyLocker", "DigiCert KeyLocker")
                .or(awsKms, "awsKms", "AWS KMS")
                .or(hashicorpVault, "hashicorpVault", "HashiCorp Vault")
                .or(googleKms, "googleKms", "Google Cloud KMS")
                .or(keystore, "keystore", "a PKCS#12, JKS or PEM file")
                .or(pkcs11, "pkcs11", "a token")
                .or(keyContainer, "keyContainer", "a token or KSP")
                .or(storeCertificate, "storeCertificate", "a Windows certificate store")
                .or(
                        testCertificate,
                        "testCertificate",
                        "a throwaway certificate for trying things out, never for a release");
    }

    private CloudSettings azure(ProxyRoutes proxies) {
        return new CloudSettings(
                System.getenv(),
                proxies,
                Optional.empty(),
                Optional.empty(),
                AzPrograms.current(workFolder()),
                Reactor.memory(session),
                Clock.systemUTC(),
                Sleeper.REAL);
    }

    /** Everything that the run needs; throws with all that is wrong with the configuration. */
    private SigningPlan plan(
            IdentityReading reading, FileSelection selection, List<String> engines, ExecutionFacts account)
            throws ProblemException {
        ConfigurationProblems findings = reading.findings();
        IdentityElements identities = identities();
        Optional<Identity> identity = identities.read(reading);
        if (testCertificate != null && hasProject()) {
            testCertificate.refuseInRelease(project.getVersion(), findings);
        }
        SignatureOptions options = SigningOptions.of(this, identities.timestampAuthorities(), findings);
        if (!options.timestamping().enabled()) {
            warn(account, "Timestamps are switched off: these signatures end when the certificate expires.");
        }
        String choice = PomValues.of(engines, "engine", engine, SigningPlan.AUTO, findings);
        if (new RequiredFiles(this).check(selection, !selection.isEmpty(), findings)) {
            selection.warnings().forEach(warning -> warn(account, warning));
        }
        List<PlannedFile> selected = selection.files();
        Policy required = RequiredPolicy.of(this, options.timestamping().enabled(), testIdentity(), findings);
        if (cache != null) {
            cache.check(identity, required, findings);
        }
        OptionalInt calls = concurrency(findings);
        findings.throwIfAny();
        return new SigningPlan(selected, identity.orElseThrow(), choice, options, required, workFolder(), calls);
    }
}
