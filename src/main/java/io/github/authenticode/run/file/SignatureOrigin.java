package io.github.authenticode.run.file;

/** The origin of the signature that a file has now. */
public enum SignatureOrigin {
    /** An engine made it in this run. */
    ENGINE,
    /** An earlier run made it for a file with the same content, and the cache kept it. */
    CACHE,
    /** An engine made it in this build for an identical file. */
    IDENTICAL_FILE,
    /** A run that ended early made it; this run goes on from there. */
    EARLIER_RUN
}
