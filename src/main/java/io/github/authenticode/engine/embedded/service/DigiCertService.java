package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.digicert.ClientCertificate;
import io.github.authenticode.cloud.digicert.DigiCertAccess;
import io.github.authenticode.cloud.digicert.DigiCertClient;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** DigiCert KeyLocker and Software Trust Manager. The certificate costs nothing, so that it is asked for at once. */
record DigiCertService(CloudSettings settings) implements SigningService {
    /** On Windows, DigiCert's own programs are the usual way. */
    @Override
    public Fit fit(Identity identity, boolean windows) {
        if (!(identity instanceof KeyLockerIdentity)) {
            return Fit.NONE;
        }
        return windows ? Fit.POSSIBLE : Fit.BEST;
    }

    @Override
    public ServiceKey open(Identity identity, DigestAlgorithm digest)
            throws ProblemException, CloudException, InterruptedException {
        KeyLockerIdentity keyLocker = (KeyLockerIdentity) identity;
        Optional<Path> file = keyLocker.certificateFile();
        List<X509Certificate> given = file.isPresent() ? CertificateFile.readChain(file.get()) : List.of();
        SSLContext tls = ClientCertificate.tls(keyLocker.account(), settings.roots(), settings.clock());
        BoundedExchange http = new BoundedExchange(HttpLimits.DEFAULT, settings.proxies(), Optional.of(tls));
        return ServiceKey.of(
                identity,
                settings,
                http::close,
                () -> DigiCertClient.open(
                        DigiCertAccess.of(keyLocker, given),
                        http,
                        settings.memory().pace(identity),
                        settings.memory().chain(identity)));
    }
}
