package io.github.authenticode.azuredouble;

/** The place that a request goes to: what is counted, and what can be told to misbehave. */
public enum Place {
    /** Entra's token endpoint. */
    TOKEN,
    /** Entra's endpoints about itself. */
    DISCOVERY,
    /** The OIDC endpoint of GitHub Actions. */
    GITHUB,
    /** The OIDC endpoint of Azure Pipelines. */
    PIPELINES,
    /** The managed identity endpoint of a virtual machine. */
    IMDS,
    /** Hands a digest to the signing service. */
    SUBMIT,
    /** Asks the signing service how an operation stands. */
    POLL,
    /** The timestamp authority. */
    TIMESTAMP,
    /** Tests that talk to the double itself. */
    CONTROL
}
