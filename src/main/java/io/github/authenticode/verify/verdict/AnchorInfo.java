package io.github.authenticode.verify.verdict;

/**
 * The trusted root that a chain ended at, as reports show it.
 *
 * @param subject distinguished name, RFC 4514
 * @param sha256 thumbprint of the root's certificate, 64 hexadecimal digits, upper case
 * @param source where the trust comes from: {@code JVM cacerts}, {@code root.pem}, {@code built-in anchors}
 */
public record AnchorInfo(String subject, String sha256, String source) {}
