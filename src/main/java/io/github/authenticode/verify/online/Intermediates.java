package io.github.authenticode.verify.online;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.revocation.Unusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The fetcher of certificates that a signature leaves out, from where the ones below them say (RFC 5280, 4.2.2.1,
 * caIssuers). What comes is a candidate for the way to a trusted root and never trusted itself. Safe for use by several
 * threads.
 */
public final class Intermediates {
    private static final int MAX_CERTIFICATES = 10;
    /** As of a certificate in a signature. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final Fetcher fetcher;
    private final OnlineMemory memory;

    public Intermediates(Fetcher fetcher, OnlineMemory memory) {
        this.fetcher = fetcher;
        this.memory = memory;
    }

    /**
     * The certificates that one address brought.
     *
     * @param failure empty if certificates came
     */
    public record Found(URI address, List<X509Certificate> certificates, Optional<String> failure) {
        public Found {
            certificates = List.copyOf(certificates);
        }
    }

    /** One result for each address that the certificate names, up to the first that brought something. */
    public List<Found> issuersOf(X509Certificate certificate, FileBudget budget) throws InterruptedException {
        List<Found> results = new ArrayList<>();
        for (URI address : CertificateLinks.of(certificate).issuers()) {
            try {
                results.add(new Found(address, fetch(address, budget), Optional.empty()));
                return results;
            } catch (IOException e) {
                results.add(new Found(address, List.of(), Optional.of(String.valueOf(e.getMessage()))));
            }
        }
        return results;
    }

    private List<X509Certificate> fetch(URI address, FileBudget budget) throws IOException, InterruptedException {
        return memory.certificates.get(address, certificates -> true, () -> {
            budget.spend(Kind.CERTIFICATES, address);
            try {
                return read(fetcher.fetch(Kind.CERTIFICATES, address, Optional.empty()));
            } catch (Fetcher.NoAnswerException e) {
                budget.unanswered(Kind.CERTIFICATES, address);
                throw e;
            }
        });
    }

    /** DER, PEM or PKCS#7, all of which the JDK tells apart itself. */
    private static List<X509Certificate> read(byte[] bytes) throws IOException {
        try {
            if (bytes.length > 0 && bytes[0] == 0x30) {
                Asn1Bounds.check(bytes);
            }
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (found.isEmpty() || found.size() > MAX_CERTIFICATES) {
                throw new Unusable("it holds " + found.size() + " certificates");
            }
            for (Certificate certificate : found) {
                requireModest(certificate.getEncoded());
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException | RuntimeException e) {
            throw new Unusable("it is no certificate");
        }
    }

    /** To show or compare a name takes a time that grows with the square of its length. */
    static void requireModest(byte[] certificate) throws Unusable {
        if (certificate.length > MAX_LENGTH) {
            throw new Unusable("it holds a certificate of " + certificate.length + " bytes, more than " + MAX_LENGTH);
        }
    }
}
