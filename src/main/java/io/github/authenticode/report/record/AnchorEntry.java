package io.github.authenticode.report.record;

import io.github.authenticode.verify.verdict.AnchorInfo;

/**
 * The trusted root at the end of a chain in a report.
 *
 * @param sha256 thumbprint of the root's certificate
 * @param source one of the policy's trustSources, without the count
 */
public record AnchorEntry(String subject, String sha256, String source) {

    static AnchorEntry of(AnchorInfo info) {
        return new AnchorEntry(info.subject(), info.sha256(), info.source());
    }
}
