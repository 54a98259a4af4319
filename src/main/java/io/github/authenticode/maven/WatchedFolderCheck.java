package io.github.authenticode.maven;

import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.run.verification.UnsignedFiles;
import io.github.authenticode.run.verification.VerificationRun;
import io.github.authenticode.run.verification.WatchedFolders;
import io.github.authenticode.verify.Advice;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * The check of the folders of {@link Rule#UNSIGNED_FILES}, once the files that were selected are judged.
 *
 * @param verifiers makes a verifier of a policy
 */
record WatchedFolderCheck(Path base, Policy policy, Function<Policy, Verifier> verifiers, int threads, Log log) {

    /** The results, with those of the signed files of watched folders; of unsigned ones the account is told. */
    List<VerifiedFile> after(List<PlannedFile> selected, List<VerifiedFile> results, ExecutionFacts account)
            throws InterruptedException {
        Optional<Setting> rule = policy.rules().of(Rule.UNSIGNED_FILES);
        if (rule.isEmpty()) {
            return results;
        }
        WatchedFolders folders = WatchedFolders.scan(
                base, rule.get(), selected.stream().map(PlannedFile::path).collect(Collectors.toSet()));
        account.troubled(folders.problems());
        folders.warnings().forEach(warning -> warn(account, warning));
        UnsignedFiles files = UnsignedFiles.among(judged(folders.files()));
        log.info(ConsoleLines.watched(
                rule.get().values(), folders.files().size(), files.unsigned().size()));
        List<VerifiedFile> signed = files.signed();
        for (int i = 0; i < signed.size(); i++) {
            ConsoleLines.file(i + 1, signed.size(), signed.get(i)).forEach(log::info);
        }
        files.problem().ifPresent(problem -> {
            if (rule.get().severity() == Severity.ERROR) {
                account.troubled(List.of(problem));
            } else {
                warn(account, problem.text());
            }
        });
        return Stream.concat(results.stream(), signed.stream()).toList();
    }

    private List<VerifiedFile> judged(List<PlannedFile> files) throws InterruptedException {
        Verifier verifier = verifiers.apply(UnsignedFiles.policy(policy));
        return new VerificationRun(verifier, Clock.systemUTC())
                .with(Advice.under(policy))
                .run(files, threads, (position, total, file) -> {});
    }

    private void warn(ExecutionFacts account, String warning) {
        account.warned(warning);
        log.warn(warning);
    }
}
