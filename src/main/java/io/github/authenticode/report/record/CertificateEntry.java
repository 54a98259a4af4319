package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.verify.certificate.CertificateInfo;
import java.util.List;

/**
 * A certificate in a report.
 *
 * @param sha1 thumbprint as Windows shows it
 * @param notBefore ISO 8601 instant, UTC
 * @param notAfter ISO 8601 instant, UTC
 * @param extendedKeyUsage dotted object identifiers; left out if there are none
 */
public record CertificateEntry(
        String subject,
        String issuer,
        String serialNumber,
        String sha1,
        String sha256,
        String notBefore,
        String notAfter,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> extendedKeyUsage) {
    public CertificateEntry {
        extendedKeyUsage = List.copyOf(extendedKeyUsage);
    }

    static CertificateEntry of(CertificateInfo info) {
        return new CertificateEntry(
                info.subject(),
                info.issuer(),
                info.serialNumber(),
                info.sha1(),
                info.sha256(),
                info.notBefore().toString(),
                info.notAfter().toString(),
                info.extendedKeyUsage());
    }
}
