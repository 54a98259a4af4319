/**
 * A double of the parts of Azure that a signing build talks to, on the loopback interface: Entra's token endpoint, the
 * OIDC endpoints of GitHub Actions and Azure Pipelines, the managed identity endpoint of a virtual machine, the data
 * plane of Azure Artifact Signing, and a timestamp authority beside them. It is strict: what no correct client sends is
 * refused <em>and</em> kept as a violation, which tests assert to be none; what a user may do wrong (a wrong secret, an
 * expired token, another account) is refused the way the service refuses it, and is no violation.
 *
 * <p>Written from: the published specification of the data plane (Azure/azure-rest-api-specs, azure.codesigning.json of
 * 2022-06-15-preview and 2023-06-15-preview); for the form that is in use ({@code …/sign} with 2022-06-15-preview) the
 * requests of Microsoft's client as Azure/artifact-signing-action#132 shows them, and the client of jsign; Microsoft's
 * pages on the client credentials flow, certificate credentials and managed identities; GitHub's and Azure DevOps'
 * pages on OIDC.
 *
 * <p>What it does not know, and makes up: how long the service takes and when it throttles (it never does unless told
 * to); the bodies of its refusals where they are not empty, and which refusal it gives to an unknown account (here 403
 * without a body, which is what users report); whether a PKCS#7 of the service holds its root (here it does) and in
 * which order (here the signer comes first); Entra's tolerance for clocks, of about five minutes (here none, so that a
 * test need not wait for it). Only RS256, RS384 and RS512 are signed, and the lists of EKUs and the root certificate
 * are not served.
 */
@NullMarked
package io.github.authenticode.azuredouble;

import org.jspecify.annotations.NullMarked;
