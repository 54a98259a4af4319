package io.github.authenticode.verify;

import java.time.Instant;

/**
 * A certificate as reports show it.
 *
 * @param subject distinguished name, RFC 4514
 * @param issuer distinguished name, RFC 4514
 * @param serialNumber hexadecimal, lower case, no leading zeros
 * @param sha1 thumbprint as Windows shows it: 40 hexadecimal digits, upper case
 * @param sha256 thumbprint, 64 hexadecimal digits, upper case
 */
public record CertificateInfo(
        String subject,
        String issuer,
        String serialNumber,
        String sha1,
        String sha256,
        Instant notBefore,
        Instant notAfter) {}
