package io.github.authenticode.report;

import io.github.authenticode.verify.CertificateInfo;

/**
 * A certificate in a report.
 *
 * @param sha1 thumbprint as Windows shows it
 * @param notBefore ISO 8601 instant, UTC
 * @param notAfter ISO 8601 instant, UTC
 */
public record CertificateEntry(
        String subject,
        String issuer,
        String serialNumber,
        String sha1,
        String sha256,
        String notBefore,
        String notAfter) {

    static CertificateEntry of(CertificateInfo info) {
        return new CertificateEntry(
                info.subject(),
                info.issuer(),
                info.serialNumber(),
                info.sha1(),
                info.sha256(),
                info.notBefore().toString(),
                info.notAfter().toString());
    }
}
