package io.github.authenticode.run;

/** Told how a signing gets on. */
@FunctionalInterface
public interface Progress extends Watcher<FileResult> {}
