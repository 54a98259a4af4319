package io.github.authenticode.maven;

import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.maven.config.KnownElements;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.maven.config.UnusablePath;
import io.github.authenticode.maven.config.tool.Signtool;
import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.ReportThenThrow;
import io.github.authenticode.maven.files.FileKinds;
import io.github.authenticode.maven.files.FileSelection;
import io.github.authenticode.maven.files.ProjectArtifacts;
import io.github.authenticode.maven.identity.TestCertificate;
import io.github.authenticode.maven.log.GuardedFailure;
import io.github.authenticode.maven.log.GuardedLog;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The part that both goals share: which files, which policy, where the reports go, and how an error reaches Maven. */
abstract class AuthenticodeMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution mojoExecution;

    /**
     * Skips both goals: nothing is signed and nothing is verified.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.skip", defaultValue = "false")
    boolean skip;

    /**
     * Files beside the project's main and attached artifacts: file sets with {@code directory}, {@code includes} and
     * {@code excludes} (Ant patterns, case-sensitive, relative to that folder, which is itself relative to the
     * project). Without {@code includes}, every file of a signable type, case ignored. On the command line a list:
     * {@code -Dauthenticode.files=a.exe,dist/*.msi}.
     *
     * <pre>{@code
     * <files>
     *   <fileSet>
     *     <directory>target/dist</directory>
     *     <includes>
     *       <include>*.exe</include>
     *     </includes>
     *   </fileSet>
     * </files>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.files")
    @Nullable
    List<FileSet> files;

    /**
     * Where there must be a file to sign or verify: {@code reactor}, in at least one of the modules in which this
     * execution runs, so that a profile in a parent passes where only some modules have files; {@code module} or
     * {@code true}, in each of them; {@code never} or {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.failIfNoFiles", defaultValue = "reactor")
    String failIfNoFiles;

    /**
     * A throwaway certificate with its own root and timestamp authority, made on first use and kept in the user's Maven
     * folder. For trying things out and for snapshots; a version that is no SNAPSHOT is refused unless
     * {@code <allowInRelease>true</allowInRelease>}. The goal {@code verify} trusts its root.
     *
     * <pre>{@code
     * <testCertificate/>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    TestCertificate testCertificate;

    /**
     * What every signature must be beyond being valid and trusted, an element a rule: {@code publisher} (common name or
     * organization of the signer, or parts of its subject as {@code CN=Example Ltd, C=DE}), {@code subscriberEku} (the
     * object identifier by which Azure Artifact Signing marks all certificates of one profile),
     * {@code publisherByFile}, {@code issuer}, {@code allowedRoots}, {@code digestFloor}, {@code rsaKeySize},
     * {@code ecKeySize}, {@code timestampRequired}, {@code timestampAuthority}, {@code timestampRfc3161},
     * {@code timestampCriticalUsage}, {@code maximumSignatures}, {@code pageHashes},
     * {@code packagePublisher}, {@code zeroPadding}, {@code nothingAppended}, {@code tableAtEnd},
     * {@code nothingStuffed}, {@code specifiedForm}, {@code legacyDigest}, {@code rootConstraints}, {@code noOverlap},
     * {@code scriptEncoding}, {@code installerMetadata}, {@code unsignedFiles} and {@code strongDigest}. Several values
     * are child elements of any name; the attribute
     * {@code severity="warning"} makes the build pass all the same. docs/policy.md describes each rule.
     *
     * <pre>{@code
     * <policy>
     *   <publisher>Example Ltd</publisher>
     *   <rsaKeySize severity="warning">3072</rsaKeySize>
     * </policy>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    PlexusConfiguration policy;

    /**
     * A file with rules that a company shares, JSON or YAML: {@code signing-policy.yaml}. A rule that both it and
     * {@code <policy>} state is an error, so that no pom weakens the file unseen. docs/policy.md describes it, and
     * {@code policy-1.0.schema.json} in the plugin.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.policyFile")
    @Nullable
    File policyFile;

    /**
     * Root certificates that signatures and timestamps must lead to: PEM or DER files, folders of them, or keystores.
     * Without any: the roots of the JVM and of the operating system, the code-signing and timestamping roots of an
     * installed .NET SDK, and the root of Azure Artifact Signing, which is built in. The report names what was used.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.trustedRoots")
    @Nullable
    List<File> trustedRoots;

    /**
     * Judges signatures as if it were this instant, for an audit: {@code 2027-01-31T12:00:00Z}. Without it, now.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.verifyAt")
    @Nullable
    String verifyAt;

    /**
     * Whether the certificates of signers and timestamp authorities are checked for revocation, by OCSP and by
     * revocation lists: {@code off} asks nobody; {@code soft} rejects a file whose certificate was revoked before its
     * trusted timestamp, and says in the report of which certificates nobody could tell; {@code hard} rejects those
     * too. See docs/revocation.md.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.revocation", defaultValue = "off")
    String revocation;

    /**
     * Whether intermediate certificates that a signature leaves out are fetched from the addresses in those below them.
     * A file by a stranger then makes this machine ask an address of the stranger's choice, though none that is not
     * public.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.fetchIntermediates", defaultValue = "false")
    boolean fetchIntermediates;

    /**
     * Hosts that {@code <revocation>} and {@code <fetchIntermediates>} may ask although their addresses are private, or
     * at another port than the usual one, as a company's own authority: {@code pki.example.com}. Public ones need no
     * mention.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.allowedHosts")
    @Nullable
    List<String> allowedHosts;

    /**
     * How signtool.exe is found and called: {@code executable}, {@code dlib}, {@code additionalCertificate},
     * {@code pageHashes}, {@code debug}, {@code extraArguments}, {@code batch}, {@code timeout},
     * {@code timeoutPerFile}. The goal {@code verify} uses {@code executable}, {@code batch} and the timeouts.
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable
    Signtool signtool;

    /**
     * Where the reports are written, and staged copies while a run lasts. Without a project:
     * {@code target/authenticode} in the current folder.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.outputDirectory", defaultValue = "${project.build.directory}/authenticode")
    File outputDirectory;

    /**
     * Whether the reports are attached to the project, so that they are installed and deployed with it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.attachReports", defaultValue = "true")
    boolean attachReports;

    /**
     * How many files of this execution are worked on at a time, and with signtool how many calls. Without it: 24 for
     * {@code <artifactSigning>} with the embedded engine, of which the service signs 16, 4 for each processor and 16 at
     * most for other keys of the embedded engine, 1 for signtool, and one for each processor in the goal
     * {@code verify}. signtool with {@code <keystore>} or {@code <artifactSigning>} makes one call at a time whatever
     * is set here. That many files are staged and held in memory in part; all modules of a build together ask a signing
     * service and each timestamp authority for at most 16 signatures or timestamps at a time, or for as many of the
     * service as the largest {@code <concurrency>}, and for less while it throttles.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.concurrency")
    @Nullable
    Integer concurrency;

    final MavenProjectHelper projectHelper;

    AuthenticodeMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        setLog(new GuardedLog(getLog()));
        GuardedFailure.guard(this::run);
    }

    private void run() throws MojoExecutionException, MojoFailureException {
        if (skip || skipsGoal()) {
            getLog().info("Skipped as configured: nothing is signed or verified.");
            new RequiredFiles(this).skipped();
            return;
        }
        ConfigurationProblems findings = new ConfigurationProblems();
        KnownElements.check(mojoExecution, findings);
        try {
            if (isDefaultWithoutProject()) {
                getLog().info("Without a project, reports go to " + outputFolder() + ".");
            }
            work(findings, new ExecutionFacts(BuildOrigin.of(this), testCertificate != null, Clock.systemUTC()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Without its cause, whose name Maven would print as if it were words.
            throw new MojoExecutionException("The build was interrupted. Run it again.");
        } catch (InvalidPathException e) {
            // The folder of the build itself: there is no place for a report.
            throw new MojoExecutionException(UnusablePath.of(e).text());
        }
    }

    abstract boolean skipsGoal();

    /** Reads the configuration, does the work and writes the report, or throws with every finding. */
    abstract void work(ConfigurationProblems findings, ExecutionFacts account)
            throws MojoExecutionException, MojoFailureException, InterruptedException;

    /** The project's folder, or the current one where there is no project; absolute. */
    final Path base() {
        File basedir = project.getBasedir();
        Path folder = basedir == null ? Path.of(session.getExecutionRootDirectory()) : basedir.toPath();
        return folder.toAbsolutePath().normalize();
    }

    final boolean hasProject() {
        return project.getFile() != null;
    }

    /** The files of this run. */
    final FileSelection select(FileKinds wanted, ConfigurationProblems findings) {
        List<Path> artifacts = hasProject() ? ProjectArtifacts.files(project) : List.of();
        return FileSelection.of(base(), artifacts, Optional.ofNullable(files).orElse(List.of()), wanted, findings);
    }

    /** The test certificate, where the configuration names it. */
    final Optional<TestCertificateIdentity> testIdentity() {
        return Optional.ofNullable(testCertificate).map(bean -> bean.identity(userHome()));
    }

    final SigntoolSettings signtoolSettings(ConfigurationProblems findings) {
        return (signtool == null ? new Signtool() : signtool).settings(findings);
    }

    /** {@code <concurrency>}, where it is set. */
    final OptionalInt concurrency(ConfigurationProblems findings) {
        return concurrency == null
                ? OptionalInt.empty()
                : OptionalInt.of(new OptionsReader(findings).atLeastOne("<concurrency>", concurrency));
    }

    /** Where everything that a run writes goes. Without a project, Maven leaves the default as the text that it is. */
    final Path outputFolder() {
        return isDefaultWithoutProject()
                ? base().resolve("target").resolve("authenticode")
                : base().resolve(outputDirectory.toPath());
    }

    private boolean isDefaultWithoutProject() {
        return !hasProject() && outputDirectory.getPath().contains("${project.");
    }

    /** Where staged copies and private files of this run live. */
    final Path workFolder() {
        return outputFolder().resolve("work");
    }

    static Path userHome() {
        return Path.of(System.getProperty("user.home"));
    }

    /** How this execution ends, whatever comes of it. */
    final ReportThenThrow ending(ExecutionFacts account) {
        return new ReportThenThrow(account, getLog(), publisher());
    }

    final ReportThenThrow.Publisher publisher() {
        return ReportPublication.of(this);
    }

    final void warn(ExecutionFacts account, String warning) {
        account.warned(warning);
        getLog().warn(warning);
    }
}
