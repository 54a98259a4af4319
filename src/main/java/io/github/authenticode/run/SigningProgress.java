package io.github.authenticode.run;

import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.work.ResultListener;

/** Told how a signing gets on. */
@FunctionalInterface
public interface SigningProgress extends ResultListener<FileResult> {}
