package io.github.authenticode.run.verification;

import io.github.authenticode.run.work.Watcher;
import io.github.authenticode.verify.verdict.VerifiedFile;

/** Told how a verification gets on. */
@FunctionalInterface
public interface VerificationProgress extends Watcher<VerifiedFile> {}
