package io.github.authenticode.cloud.digicert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.cloud.service.KnownFailure;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigiCertDiagnosisTest {
    @ParameterizedTest
    @ValueSource(strings = {"bad_certificate", "certificate_required", "certificate_expired", "unknown_ca"})
    void alertAboutTheClientCertificateIsNamedAndNotTriedAgain(String alert) {
        KnownFailure known = failure("Received fatal alert: " + alert);

        assertThat(known.id().id()).isEqualTo("digicert-client-certificate");
        assertThat(known.passing()).isFalse();
    }

    @Test
    void otherFailureOfTlsIsTriedAgain() {
        assertThat(failure("Received fatal alert: internal_error").passing()).isTrue();
    }

    private static KnownFailure failure(String text) {
        DigiCertAccount account = new DigiCertAccount(
                URI.create("https://clientauth.one.digicert.com"),
                Secret.of("key"),
                Path.of("user.p12"),
                Secret.of("password"));
        KeyLockerIdentity identity = new KeyLockerIdentity(
                "release", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), account);
        return new DigiCertDiagnosis(DigiCertAccess.of(identity, List.of()), Clock.systemUTC())
                .failure(new IOException(text, new SSLException(text)));
    }
}
