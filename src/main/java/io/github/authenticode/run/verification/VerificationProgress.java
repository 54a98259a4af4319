package io.github.authenticode.run.verification;

import io.github.authenticode.run.work.ResultListener;
import io.github.authenticode.verify.verdict.VerifiedFile;

/** Told how a verification gets on. */
@FunctionalInterface
public interface VerificationProgress extends ResultListener<VerifiedFile> {}
