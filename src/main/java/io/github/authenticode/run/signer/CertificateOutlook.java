package io.github.authenticode.run.signer;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.identity.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The outlook of a signing certificate that may sign today: its end comes near, Windows refuses its kind of key in
 * places, or signatures would lack its issuer. None of it keeps a file from being signed. Nothing is said of a test
 * certificate, nor where the certificate comes only with a signature.
 */
public final class CertificateOutlook {
    /** Validation and delivery of a new certificate take an authority days, a hardware token by post longer. */
    static final Duration NEAR_END = Duration.ofDays(30);

    private final Identity identity;
    private final List<X509Certificate> chain;
    private final X509Certificate signer;

    private CertificateOutlook(Identity identity, List<X509Certificate> chain, X509Certificate signer) {
        this.identity = identity;
        this.chain = chain;
        this.signer = signer;
    }

    /** One warning each, none if there is nothing to say. */
    public static List<String> warnings(Identity identity, Engine engine, Instant now) {
        Optional<X509Certificate> certificate = engine.certificate();
        if (identity.isForTests() || certificate.isEmpty()) {
            return List.of();
        }
        CertificateOutlook outlook = new CertificateOutlook(identity, engine.chain(), certificate.get());
        List<String> warnings = new ArrayList<>();
        outlook.end(now).ifPresent(warnings::add);
        outlook.key().ifPresent(warnings::add);
        outlook.issuer().ifPresent(warnings::add);
        return warnings;
    }

    private Optional<String> end(Instant now) {
        Instant end = signer.getNotAfter().toInstant();
        if (!now.plus(NEAR_END).isAfter(end)) {
            return Optional.empty();
        }
        long days = Duration.between(now, end).toDays();
        return Optional.of(
                "The signing certificate \"" + name(signer.getSubjectX500Principal()) + "\" expires on " + end
                        + (days < 1 ? ", in less than a day." : days == 1 ? ", in 1 day." : ", in " + days + " days.")
                        + " Renew it before: nothing can be signed with it then, and only signatures with a timestamp outlive it.");
    }

    /** Microsoft: "Code signing for Smart App Control". */
    private Optional<String> key() {
        return signer.getPublicKey().getAlgorithm().equals("EC")
                ? Optional.of("The signing certificate \"" + name(signer.getSubjectX500Principal())
                        + "\" has an ECDSA key. Smart App Control of Windows accepts RSA signatures alone, and may block"
                        + " programs that this certificate signs. Sign them with an RSA certificate.")
                : Optional.empty();
    }

    private Optional<String> issuer() {
        boolean alone = chain.size() == 1 && !signer.getIssuerX500Principal().equals(signer.getSubjectX500Principal());
        return alone
                ? Optional.of("Signatures hold the certificate \"" + name(signer.getSubjectX500Principal())
                        + "\" without its issuer \"" + name(signer.getIssuerX500Principal())
                        + "\", and Windows may not find that one. " + identity.chainRemedy())
                : Optional.empty();
    }

    private static String name(X500Principal name) {
        return ForeignText.oneLine(name.getName());
    }
}
