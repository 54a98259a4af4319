package io.github.authenticode.plan;

/** The treatment of a file that carries a sound signature of another publisher. */
public enum ForeignSignature {
    /** Leave the file alone: nobody can give that signature back. */
    KEEP,
    /** Add a second signature and keep the first, as {@code signtool /as} does. */
    APPEND,
    /** Treat it as one's own, so that {@link ExistingSignature} decides. */
    REPLACE,
    /** Such a file is an error. */
    FAIL
}
