package io.github.authenticode.plan;

/** The treatment of a file that is already signed. */
public enum ExistingSignature {
    /** Leave the file alone if it already meets the policy; replace the signature if it does not. */
    SKIP,
    /** Always replace, as signtool does. */
    REPLACE,
    /** Add a second signature and keep the first, as {@code signtool /as} does. */
    APPEND,
    /** A signed file is an error. */
    FAIL
}
