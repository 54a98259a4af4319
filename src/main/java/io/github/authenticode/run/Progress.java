package io.github.authenticode.run;

import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.work.Watcher;

/** Told how a signing gets on. */
@FunctionalInterface
public interface Progress extends Watcher<FileResult> {}
