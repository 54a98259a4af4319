package io.github.authenticode.report.html;

import io.github.authenticode.report.html.HtmlPage.Row;
import io.github.authenticode.report.record.CertificateEntry;
import io.github.authenticode.report.text.CommonName;
import io.github.authenticode.report.text.Formats;
import io.github.authenticode.verify.naming.Oids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The collector of the certificates of all signatures while the page is made, each once, known by its SHA-256
 * thumbprint.
 */
final class HtmlCertificates {
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** The link to a certificate's card. */
    record Link(String anchor, String text) {}

    /**
     * A certificate on the page.
     *
     * @param uses what it did in these files: {@code signs files}
     */
    record Card(String anchor, String name, String uses, List<Row> rows) {}

    private record Seen(Link link, CertificateEntry certificate, Set<String> uses) {}

    /** What people call the holder of a certificate. */
    String name(String subject) {
        return names.computeIfAbsent(subject, CommonName::of);
    }

    @Nullable
    Link link(@Nullable CertificateEntry certificate, String use) {
        if (certificate == null) {
            return null;
        }
        Seen one = seen.computeIfAbsent(
                certificate.sha256(),
                k -> new Seen(
                        new Link("certificate-" + (seen.size() + 1), name(certificate.subject())),
                        certificate,
                        new LinkedHashSet<>()));
        one.uses().add(use);
        return one.link();
    }

    /** In the order in which they were met. */
    List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (Seen one : seen.values()) {
            Link link = one.link();
            cards.add(new Card(link.anchor(), link.text(), String.join(", ", one.uses()), rows(one.certificate())));
        }
        return List.copyOf(cards);
    }

    private static List<Row> rows(CertificateEntry certificate) {
        String valid = Formats.day(Instant.parse(certificate.notBefore())) + " to "
                + Formats.day(Instant.parse(certificate.notAfter()));
        List<Row> rows = new ArrayList<>(List.of(
                Row.of("Subject", certificate.subject()),
                Row.of("Issuer", certificate.issuer()),
                Row.of("Valid", valid),
                Row.ofCode("Serial number", certificate.serialNumber()),
                Row.ofCode("SHA-1", certificate.sha1()),
                Row.ofCode("SHA-256", certificate.sha256())));
        if (!certificate.extendedKeyUsage().isEmpty()) {
            rows.add(Row.ofCode(
                    "Extended key usage",
                    certificate.extendedKeyUsage().stream().map(Oids::named).collect(Collectors.joining("\n"))));
        }
        return List.copyOf(rows);
    }
}
