package io.github.authenticode.testing;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.verify.online.Fetcher;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A double of what a certificate authority keeps online: an OCSP responder, a revocation list and its own certificate.
 * It answers questions that are well made and asked in the right place, and throws an assertion at others; it
 * misbehaves on request.
 */
public final class AuthorityDouble implements Fetcher {
    /** The mood in which it answers. */
    public enum Mood {
        HONEST,
        /** HTTP 503, in effect. */
        DOWN,
        STALE,
        FUTURE,
        WITHOUT_NEXT_UPDATE,
        OLD_WITHOUT_NEXT_UPDATE,
        /** Signed by a stranger who uses the authority's name. */
        WRONG_SIGNER,
        GARBAGE,
        HTML,
        WEAK,
        UNAUTHORIZED,
        TRY_LATER,
        OTHER_CERTIFICATE,
        UNKNOWN_CERTIFICATE,
        /** Answers POST alone. */
        POST_ONLY,
        OTHER_ISSUER,
        DELTA,
        INDIRECT,
        SOME_REASONS,
        OTHER_KIND,
        OTHER_POINT,
        CRITICAL_EXTENSION
    }

    private record Revoked(Instant at, int reason, Optional<Instant> invalid) {}

    private static final byte[] GARBAGE = {0x30, 3, 2, 1, 0};

    private final String base;
    private final TestEntity authority;
    private final Instant now;
    private final Map<BigInteger, Revoked> revoked = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private Mood ocsp = Mood.HONEST;
    private Mood list = Mood.HONEST;
    private Optional<TestEntity> signer = Optional.empty();
    private byte[] certificates;

    /** @param base where it is reached: {@code http://pki.example/issuer} */
    public AuthorityDouble(String base, TestEntity authority, Instant now) {
        this.base = base;
        this.authority = authority;
        this.now = now;
        try {
            this.certificates = authority.certificate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public TestEntity authority() {
        return authority;
    }

    public AuthorityDouble ocsp(Mood mood) {
        ocsp = mood;
        return this;
    }

    public AuthorityDouble list(Mood mood) {
        list = mood;
        return this;
    }

    /** Signs OCSP answers in place of the authority. */
    public AuthorityDouble signer(TestEntity delegate) {
        signer = Optional.of(delegate);
        return this;
    }

    /** What stands where the authority's certificate is expected. */
    public AuthorityDouble certificates(byte[] bytes) {
        certificates = bytes;
        return this;
    }

    public AuthorityDouble revoke(TestEntity entity, String at, int reason) {
        revoked.put(entity.certificate().getSerialNumber(), new Revoked(Instant.parse(at), reason, Optional.empty()));
        return this;
    }

    public AuthorityDouble revoke(TestEntity entity, String at, int reason, String invalid) {
        revoked.put(
                entity.certificate().getSerialNumber(),
                new Revoked(Instant.parse(at), reason, Optional.of(Instant.parse(invalid))));
        return this;
    }

    /** {@code GET ocsp}, {@code POST ocsp}, {@code GET crl}, {@code GET cer} */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Certificates of this authority name its responder, its list and its certificate. */
    public TestCertificate linked(TestCertificate certificate) {
        return listed(certificate)
                .extension(
                        Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                            new AccessDescription(X509ObjectIdentifiers.id_ad_ocsp, uri("/ocsp")),
                            new AccessDescription(X509ObjectIdentifiers.id_ad_caIssuers, uri("/cer"))
                        }));
    }

    /** Likewise, its list alone. */
    public TestCertificate listed(TestCertificate certificate) {
        return certificate.extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri("/crl"))), null, null)
        }));
    }

    private GeneralName uri(String path) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, base + path);
    }

    @Override
    public synchronized byte[] fetch(Kind kind, URI address, Optional<byte[]> query) throws IOException {
        String path = address.toString().substring(base.length());
        String method = query.isPresent() ? "POST " : "GET ";
        String place = Path.of(path).getName(0).toString();
        requests.add(method + place);
        try {
            return switch (place) {
                case "ocsp" -> answer(query.orElseGet(() -> question(path)), query.isPresent());
                case "crl" -> list();
                case "cer" -> certificates;
                default -> throw new AssertionError(path);
            };
        } catch (GeneralSecurityException | OCSPException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] question(String path) {
        return Base64.getDecoder().decode(URLDecoder.decode(path.substring("/ocsp/".length()), StandardCharsets.UTF_8));
    }

    private byte[] answer(byte[] question, boolean posted)
            throws IOException, OCSPException, GeneralSecurityException, OperatorCreationException {
        fail(ocsp);
        if (ocsp == Mood.GARBAGE) {
            return GARBAGE;
        }
        if (ocsp == Mood.POST_ONLY && !posted) {
            throw new IOException("HTTP 405");
        }
        if (ocsp == Mood.UNAUTHORIZED || ocsp == Mood.TRY_LATER) {
            int status = ocsp == Mood.UNAUTHORIZED ? OCSPResp.UNAUTHORIZED : OCSPResp.TRY_LATER;
            return new OCSPRespBuilder().build(status, null).getEncoded();
        }
        Req[] asked = new OCSPReq(question).getRequestList();
        if (asked.length != 1) {
            throw new AssertionError("one certificate is asked after");
        }
        CertificateID id = asked[0].getCertID();
        X509CertificateHolder issuer = new JcaX509CertificateHolder(authority.certificate());
        if (!id.matchesIssuer(issuer, new JcaDigestCalculatorProviderBuilder().build())) {
            return new OCSPRespBuilder().build(OCSPResp.UNAUTHORIZED, null).getEncoded();
        }
        CertificateID answered = ocsp == Mood.OTHER_CERTIFICATE
                ? new CertificateID(new org.bouncycastle.asn1.ocsp.CertID(
                        id.toASN1Primitive().getHashAlgorithm(),
                        id.toASN1Primitive().getIssuerNameHash(),
                        id.toASN1Primitive().getIssuerKeyHash(),
                        new ASN1Integer(4711)))
                : id;
        return signed(answered, status(id.getSerialNumber()));
    }

    private CertificateStatus status(BigInteger serial) {
        Revoked entry = revoked.get(serial);
        if (ocsp == Mood.UNKNOWN_CERTIFICATE) {
            return new UnknownStatus();
        }
        if (entry == null) {
            return CertificateStatus.GOOD;
        }
        return entry.reason() < 0
                ? new RevokedStatus(Date.from(entry.at()))
                : new RevokedStatus(Date.from(entry.at()), entry.reason());
    }

    private byte[] signed(CertificateID id, CertificateStatus status)
            throws OCSPException, GeneralSecurityException, OperatorCreationException, IOException {
        TestEntity by = ocsp == Mood.WRONG_SIGNER ? stranger() : signer.orElse(authority);
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(name(by)));
        Extensions extensions = null;
        Revoked entry = revoked.get(id.getSerialNumber());
        if (entry != null && entry.invalid().isPresent()) {
            extensions = extensions(generator -> generator.addExtension(
                    Extension.invalidityDate, false, time(entry.invalid().get())));
        }
        Instant next = nextUpdate(ocsp);
        builder.addResponse(id, status, Date.from(thisUpdate(ocsp)), next == null ? null : Date.from(next), extensions);
        X509CertificateHolder[] certificates = signer.isPresent()
                ? new X509CertificateHolder[] {new JcaX509CertificateHolder(by.certificate())}
                : new X509CertificateHolder[0];
        return new OCSPRespBuilder()
                .build(OCSPResp.SUCCESSFUL, builder.build(contentSigner(by, ocsp), certificates, Date.from(now)))
                .getEncoded();
    }

    private byte[] list() throws IOException, GeneralSecurityException, OperatorCreationException {
        fail(list);
        if (list == Mood.GARBAGE) {
            return GARBAGE;
        }
        TestEntity by = list == Mood.WRONG_SIGNER ? stranger() : authority;
        X500Name issuer = list == Mood.OTHER_ISSUER ? new X500Name("CN=Somebody Else") : name(by);
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(thisUpdate(list)));
        Optional.ofNullable(nextUpdate(list)).ifPresent(next -> builder.setNextUpdate(Date.from(next)));
        revoked.forEach((serial, entry) -> {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            try {
                if (entry.reason() >= 0) {
                    extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(entry.reason()));
                }
                if (entry.invalid().isPresent()) {
                    extensions.addExtension(
                            Extension.invalidityDate,
                            false,
                            time(entry.invalid().get()));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            builder.addCRLEntry(serial, Date.from(entry.at()), extensions.isEmpty() ? null : extensions.generate());
        });
        if (list == Mood.DELTA) {
            builder.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
        }
        if (list == Mood.CRITICAL_EXTENSION) {
            builder.addExtension(Extension.freshestCRL, true, new ASN1Integer(1));
        }
        scope().ifPresent(scope -> {
            try {
                builder.addExtension(Extension.issuingDistributionPoint, true, scope);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return builder.build(contentSigner(by, list)).getEncoded();
    }

    private Optional<IssuingDistributionPoint> scope() {
        DistributionPointName here = new DistributionPointName(new GeneralNames(uri("/crl")));
        DistributionPointName elsewhere = new DistributionPointName(new GeneralNames(uri("/part-2")));
        return switch (list) {
            case INDIRECT -> Optional.of(new IssuingDistributionPoint(here, false, false, null, true, false));
            case SOME_REASONS ->
                Optional.of(new IssuingDistributionPoint(
                        here, false, false, new org.bouncycastle.asn1.x509.ReasonFlags(0x40), false, false));
            case OTHER_KIND -> Optional.of(new IssuingDistributionPoint(here, false, true, null, false, false));
            case OTHER_POINT -> Optional.of(new IssuingDistributionPoint(elsewhere, false, false, null, false, false));
            case HONEST -> Optional.of(new IssuingDistributionPoint(here, false, false, null, false, false));
            default -> Optional.empty();
        };
    }

    /** What has no signature. */
    private static void fail(Mood mood) throws IOException {
        switch (mood) {
            case DOWN -> throw new IOException("HTTP 503");
            case HTML -> throw new IOException("a page for people (text/html)");
            default -> {}
        }
    }

    private Instant thisUpdate(Mood mood) {
        return switch (mood) {
            case STALE -> now.minus(Duration.ofDays(8));
            case OLD_WITHOUT_NEXT_UPDATE -> now.minus(Duration.ofDays(2));
            case FUTURE -> now.plus(Duration.ofHours(1));
            default -> now.minus(Duration.ofHours(1));
        };
    }

    private @Nullable Instant nextUpdate(Mood mood) {
        return switch (mood) {
            case STALE -> now.minus(Duration.ofDays(1));
            case WITHOUT_NEXT_UPDATE, OLD_WITHOUT_NEXT_UPDATE -> null;
            default -> now.plus(Duration.ofDays(7));
        };
    }

    private TestEntity stranger() throws GeneralSecurityException {
        return TestCertificate.of(name(authority).toString()).authority(0).make();
    }

    private static ContentSigner contentSigner(TestEntity by, Mood mood) throws OperatorCreationException {
        String digest = mood == Mood.WEAK ? "SHA1" : "SHA256";
        return new JcaContentSignerBuilder(digest + (by.key().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA"))
                .build(by.key());
    }

    private static X500Name name(TestEntity entity) {
        return X500Name.getInstance(
                entity.certificate().getSubjectX500Principal().getEncoded());
    }

    private static ASN1GeneralizedTime time(Instant instant) {
        return new ASN1GeneralizedTime(Date.from(instant));
    }

    private interface Filling {
        void fill(ExtensionsGenerator generator) throws IOException;
    }

    private static Extensions extensions(Filling filling) throws IOException {
        ExtensionsGenerator generator = new ExtensionsGenerator();
        filling.fill(generator);
        return generator.generate();
    }

    /** DER of several certificates one after another, as PKCS#7. */
    public static byte[] pkcs7(List<X509Certificate> certificates) throws GeneralSecurityException {
        return java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertPath(certificates)
                .getEncoded("PKCS7");
    }
}
