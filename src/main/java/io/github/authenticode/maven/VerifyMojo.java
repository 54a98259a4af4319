package io.github.authenticode.maven;

import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.maven.config.SettingsProxy;
import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.GoalTelling;
import io.github.authenticode.maven.execution.ProgressScreen;
import io.github.authenticode.maven.execution.Reactor;
import io.github.authenticode.maven.execution.ReportThenThrow;
import io.github.authenticode.maven.execution.SecondOpinionSetup;
import io.github.authenticode.maven.files.CatalogFiles;
import io.github.authenticode.maven.files.FileKinds;
import io.github.authenticode.maven.files.FileSelection;
import io.github.authenticode.maven.files.VerificationInputs;
import io.github.authenticode.maven.log.ErrorStreamLog;
import io.github.authenticode.maven.log.GuardedLog;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.process.Machine;
import io.github.authenticode.report.ReportJson;
import io.github.authenticode.report.console.ProgressDisplay;
import io.github.authenticode.report.record.Report;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
 * Verifies the Authenticode signatures of files: digest, signature, certificate, chain, timestamp and publisher. It
 * needs no Windows and changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class VerifyMojo extends AuthenticodeMojo {
    /**
     * Skips this goal alone and leaves the other one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.verify.skip", defaultValue = "false")
    boolean skipVerify;

    /**
     * Whether {@code signtool verify /v /pa /all /tw} judges the files as well: {@code auto} asks it on Windows where
     * one is found, unless {@code <testCertificate>} or {@code <verifyAt>} is set, of which it knows nothing; {@code
     * signtool} asks it on any operating system, and it must be there and accept every file of a kind that it can
     * judge; {@code none} does not ask. A disagreement is an error that shows both. signtool trusts the roots of
     * Windows' own store: under {@code auto}, a file that it refuses for nothing but a root that {@code <trustedRoots>}
     * names is a warning.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.secondOpinion", defaultValue = "auto")
    String secondOpinion;

    /**
     * Whether archives are looked into: ZIP and JAR files (WAR, EAR and whatever else is a zip archive by its content),
     * MSIX and APPX packages, NuGet packages, and archives in them. Each signable file in there is judged as a file of
     * its own, and reported as {@code app.jar!/native/foo.dll}; an unsigned one is rejected like any other. The content
     * tells what is signable, also under another name; of scripts the name. JavaScript in an archive is passed over,
     * since it belongs to web pages and Node.js. Cabinets and installers are not looked into. An archive that is
     * damaged, encrypted in parts, or made to exhaust the machine (250,000 entries, five archives in one another, a
     * hundred times its size, 4 GiB) is an error. File sets without {@code includes} then also take {@code zip}, {@code
     * jar}, {@code war} and {@code ear}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.lookInside", defaultValue = "false")
    boolean lookInside;

    /**
     * Catalogs ({@code .cat}) whose signatures stand for those of the files that they list: file sets, or on the
     * command line {@code -Dauthenticode.catalogs=dist/app.cat}. A file without a signature of its own is accepted if a
     * catalog lists its digest, and the report then names the catalog: of programs the Authenticode digest, of other
     * files that of all their bytes. The catalog must be trusted itself, under the same {@code <policy>}; one that is
     * not is an error. Catalogs that are installed in Windows are not consulted.
     *
     * <pre>{@code
     * <catalogs>
     *   <fileSet>
     *     <directory>target/dist</directory>
     *     <includes>
     *       <include>app.cat</include>
     *     </includes>
     *   </fileSet>
     * </catalogs>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.catalogs")
    @Nullable
    List<FileSet> catalogs;

    /**
     * What goes to standard output: {@code text}, the story of the run; or {@code json}, the report alone, while
     * warnings go to standard error. Maven itself writes there as well, so tell it to be quiet and to log elsewhere:
     *
     * <pre>{@code
     * mvn -q -Dorg.slf4j.simpleLogger.logFile=System.err authenticode:verify \
     *     "-Dauthenticode.files=dist/**" -Dauthenticode.format=json
     * }</pre>
     *
     * The exit status tells the outcome. A report is printed for each module; none where the goal is skipped.
     *
     * @since 0.1.0
     */
    @Parameter(property = "authenticode.format", defaultValue = "text")
    String format;

    /** The words of {@code <format>}. */
    private enum Format {
        TEXT,
        JSON
    }

    private final SettingsDecrypter settingsDecrypter;

    @Inject
    VerifyMojo(MavenProjectHelper projectHelper, SettingsDecrypter settingsDecrypter) {
        super(projectHelper);
        this.settingsDecrypter = settingsDecrypter;
    }

    /** An ending that also prints the report, if a program waits for it. */
    private ReportThenThrow ending(ExecutionFacts account, boolean json) {
        ReportThenThrow.Publisher files = publisher();
        return new ReportThenThrow(account, getLog(), report -> {
            if (json) {
                print(report);
            }
            files.publish(report);
        });
    }

    private static void print(Report report) throws MojoExecutionException {
        try {
            System.out.print(ReportJson.ascii(report));
            System.out.flush();
        } catch (IOException e) {
            throw new MojoExecutionException("The report cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    @Override
    boolean skipsGoal() {
        return skipVerify;
    }

    @Override
    void work(ConfigurationProblems findings, ExecutionFacts account)
            throws MojoExecutionException, MojoFailureException, InterruptedException {
        boolean json = PomValues.of(Format.class, "format", format, Format.TEXT, findings) == Format.JSON;
        if (json) {
            setLog(new GuardedLog(new ErrorStreamLog(System.err, getLog().isDebugEnabled())));
        }
        ending(account, json).of(GoalTelling.VERIFICATION, executionState -> {
            Optional<TestCertificateIdentity> test = testIdentity();
            Policy policy = RequiredPolicy.of(this, true, test, findings);
            boolean watching = policy.rules().hold(Rule.UNSIGNED_FILES);
            FileSelection selection = select(lookInside ? FileKinds.ALSO_ARCHIVES : FileKinds.SIGNABLE, findings);
            VerificationInputs inputs = new VerificationInputs(
                    base(),
                    selection.files(),
                    selection.odd(),
                    selection.containers(),
                    CatalogFiles.select(catalogs, base(), findings, warning -> warn(account, warning)),
                    lookInside ? Optional.of(workFolder()) : Optional.empty());
            if (new RequiredFiles(this).check(selection, !selection.isEmpty() || watching, findings)) {
                selection.warnings().forEach(warning -> warn(account, warning));
            }
            int threads = concurrency(findings).orElse(Runtime.getRuntime().availableProcessors());
            SecondOpinionSetup.Choice choice = PomValues.of(
                    SecondOpinionSetup.Choice.class,
                    "secondOpinion",
                    secondOpinion,
                    SecondOpinionSetup.Choice.AUTO,
                    findings);
            SecondOpinionSetup secondOpinionSetup = new SecondOpinionSetup(
                    choice,
                    policy,
                    test.isPresent(),
                    signtoolSettings(findings),
                    Machine.current(workFolder(), SigntoolText::isWorthKeeping, getLog()::debug));
            secondOpinionSetup.check(findings);
            OnlineChecks online = OnlineAccess.checks(this, findings);
            ProxyRoutes proxies = online.any()
                    ? new SettingsProxy(session.getSettings(), settingsDecrypter, System.getenv())
                            .routes(findings, warning -> warn(account, warning))
                    : ProxyRoutes.DIRECT;
            findings.throwIfAny();
            if (selection.isEmpty() && !watching) {
                getLog().info("No file to verify.");
                return json ? Optional.of(List.of()) : Optional.empty();
            }
            selection.notJudged().ifPresent(warning -> {
                account.warned(warning);
                getLog().warn(warning);
            });
            executionState.expect(selection.files());
            account.asking(online);
            ProgressDisplay.Style style = json ? ProgressDisplay.Style.OFF : ProgressScreen.style(session, getLog());
            try (OnlineAccess access =
                    OnlineAccess.open(online, proxies, () -> Reactor.memory(session, online), Clock.systemUTC())) {
                VerificationExecution verification =
                        new VerificationExecution(inputs, policy, test, access.online(), threads, getLog(), style);
                return Optional.of(verification.run(secondOpinionSetup, account, executionState));
            }
        });
    }
}
