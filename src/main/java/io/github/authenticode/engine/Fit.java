package io.github.authenticode.engine;

/** Suitability of an engine for an identity on this machine. */
public enum Fit {
    /** It cannot sign with it. */
    NONE,
    /** It signs with it if the user asks for it. */
    POSSIBLE,
    /** It is what {@code auto} takes. */
    BEST
}
