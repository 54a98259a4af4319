package io.github.authenticode.run;

import io.github.authenticode.verify.VerifiedFile;

/** Told how a verification gets on. */
@FunctionalInterface
public interface VerificationProgress extends Watcher<VerifiedFile> {}
