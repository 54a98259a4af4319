package io.github.authenticode.verify.online.revocation;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.verdict.RevocationSource;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.OperatorCreationException;

/** A complete list of what one authority has revoked (RFC 5280, 5), read once. */
public record RevocationList(X509CRLHolder list, RevocationSource source) {
    private static final int REMOVED = 8;

    /** @throws Unusable if it is no list of that issuer's, or not of now */
    public static RevocationList read(byte[] der, Issuer issuer, URI address, Instant now) throws IOException {
        try {
            Asn1Bounds.check(der);
            X509CRLHolder list = new X509CRLHolder(der);
            RevocationSource source = new RevocationSource(
                    "CRL",
                    address,
                    list.getThisUpdate().toInstant(),
                    Optional.ofNullable(list.getNextUpdate()).map(Date::toInstant));
            Optional<String> flaw = ofIssuer(list, issuer).or(() -> source.flaw(now));
            if (flaw.isPresent()) {
                throw new Unusable(flaw.get());
            }
            return new RevocationList(list, source);
        } catch (Unusable e) {
            throw e;
        } catch (MalformedFileException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            throw new Unusable("it is no revocation list");
        }
    }

    private static Optional<String> ofIssuer(X509CRLHolder list, Issuer issuer) {
        try {
            if (!new X500Principal(list.getIssuer().getEncoded()).equals(issuer.name())) {
                return Optional.of("it is the list of another authority");
            }
            if (AnswerSignature.isWeak(list.toASN1Structure().getSignatureAlgorithm())) {
                return Optional.of("its signature uses an algorithm that is not accepted");
            }
            if (!issuer.maySignLists() || !list.isSignatureValid(AnswerSignature.key(issuer.key()))) {
                return Optional.of("it is not signed by the issuer");
            }
            return Optional.empty();
        } catch (IOException | CertException | OperatorCreationException e) {
            return Optional.of("it is not signed by the issuer");
        }
    }

    /** @throws Unusable if the list does not speak of such a certificate */
    public RevocationStatus standing(X509Certificate certificate) throws Unusable {
        checkScope(certificate);
        X509CRLEntryHolder entry = list.getRevokedCertificate(certificate.getSerialNumber());
        if (entry == null) {
            return new RevocationStatus.Good(source);
        }
        int reason = reason(entry);
        if (reason == REMOVED) {
            throw new Unusable("it lists the certificate as removed from it");
        }
        Instant since =
                OcspAnswer.earlier(entry.getRevocationDate().toInstant(), entry.getExtension(Extension.invalidityDate));
        return new RevocationStatus.Revoked(
                source, since, RevocationReasons.words(reason), RevocationReasons.isCompromise(reason));
    }

    private void checkScope(X509Certificate certificate) throws Unusable {
        Set<Object> critical = new TreeSet<>();
        for (Object oid : list.getCriticalExtensionOIDs()) {
            critical.add(((ASN1ObjectIdentifier) oid).getId());
        }
        if (critical.remove(Extension.deltaCRLIndicator.getId())
                || list.getExtension(Extension.deltaCRLIndicator) != null) {
            throw new Unusable("it is a delta list, which is not read");
        }
        critical.remove(Extension.issuingDistributionPoint.getId());
        if (!critical.isEmpty()) {
            throw new Unusable("it has a critical extension that is not understood");
        }
        Extension scope = list.getExtension(Extension.issuingDistributionPoint);
        if (scope != null) {
            checkScope(IssuingDistributionPoint.getInstance(scope.getParsedValue()), certificate);
        }
    }

    private void checkScope(IssuingDistributionPoint scope, X509Certificate certificate) throws Unusable {
        boolean authority = certificate.getBasicConstraints() >= 0;
        if (scope.isIndirectCRL()) {
            throw new Unusable("it is an indirect list, which is not read");
        }
        if (scope.getOnlySomeReasons() != null) {
            throw new Unusable("it is a list for some reasons only, which is not read");
        }
        if (scope.onlyContainsAttributeCerts()
                || (authority && scope.onlyContainsUserCerts())
                || (!authority && scope.onlyContainsCACerts())) {
            throw new Unusable("it is a list of certificates of another kind");
        }
        DistributionPointName name = scope.getDistributionPoint();
        if (name != null && !isNamed(name)) {
            throw new Unusable("it is the list of another distribution point");
        }
    }

    /** The certificate names the address that the list was fetched from, so that the list must name that as well. */
    private boolean isNamed(DistributionPointName name) {
        return name.getType() == DistributionPointName.FULL_NAME
                && Stream.of(GeneralNames.getInstance(name.getName()).getNames())
                        .anyMatch(n ->
                                n.getName().toString().equals(source.address().toString()));
    }

    private static int reason(X509CRLEntryHolder entry) {
        Extension reason = entry.getExtension(Extension.reasonCode);
        return reason == null
                ? RevocationReasons.NONE
                : ASN1Enumerated.getInstance(reason.getParsedValue()).intValueExact();
    }
}
