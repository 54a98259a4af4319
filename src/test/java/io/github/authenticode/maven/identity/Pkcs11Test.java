package io.github.authenticode.maven.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TokenModule;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;

class Pkcs11Test {
    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final Pkcs11 element = new Pkcs11();

    @Test
    void moduleTokenAndPinMakeAnIdentity() {
        element.setModule("YkCs11");
        element.setToken(" release ");
        element.setSerial("0042");
        element.setAlias("signing");
        element.setThumbprint("01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67");
        element.setPinEnv("TOKEN_PIN");

        Identity identity = read().orElseThrow();

        assertThat(found()).isEmpty();
        assertThat(identity)
                .isEqualTo(new io.github.authenticode.plan.identity.Pkcs11Identity(
                        Optional.empty(),
                        Optional.of(TokenModule.YKCS11),
                        Optional.of("release"),
                        Optional.of("0042"),
                        Optional.of("signing"),
                        Optional.of("0123456789ABCDEF0123456789ABCDEF01234567"),
                        Optional.empty(),
                        Optional.of(Secret.of("4711"))));
        assertThat(identity.toString()).doesNotContain("4711").contains("****");
    }

    @Test
    void libraryMayBeNamedInstead() {
        element.setLibrary(new File("/opt/token.so"));
        element.setCertificateFile(new File("chain.pem"));

        assertThat(read())
                .get()
                .isInstanceOfSatisfying(io.github.authenticode.plan.identity.Pkcs11Identity.class, identity -> {
                    assertThat(identity.library()).contains(Path.of("/opt/token.so"));
                    assertThat(identity.certificateFile()).contains(Path.of("chain.pem"));
                    assertThat(identity.pin()).isEmpty();
                });
        assertThat(found()).isEmpty();
    }

    @Test
    void eitherLibraryOrModuleIsNeeded() {
        assertThat(read()).isEmpty();
        assertThat(found()).singleElement().asString().contains("neither <library> nor <module> is given.");
    }

    @Test
    void bothLibraryAndModuleAreTooMuch() {
        element.setLibrary(new File("/opt/token.so"));
        element.setModule("opensc");

        assertThat(read()).isEmpty();
        assertThat(found()).singleElement().asString().contains("both <library> and <module> are given.");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        element.setModule("yubikey");
        element.setThumbprint("SHA256");
        element.setPin("4711");
        element.setServerId("token");
        element.setPinEnv("TOKEN_PIN");

        read();

        assertThat(found())
                .hasSize(5)
                .contains("<pkcs11><module>: \"yubikey\" is none of the choices. Write one of opensc, ykcs11, safenet,"
                        + " softhsm, cloudhsm, smpkcs11.")
                .anyMatch(f -> f.startsWith("<pkcs11> holds a PIN, which a pom must not."))
                .anyMatch(f -> f.contains("both <serverId> and <pinEnv> are given."))
                .anyMatch(f -> f.contains("settings.xml has no server \"token\""))
                .anyMatch(f -> f.contains("\"SHA256\" is not 40 hexadecimal digits."))
                .noneMatch(f -> f.contains("4711"));
    }

    private Optional<Identity> read() {
        Credentials credentials = new Credentials(
                new Settings(),
                request -> {
                    throw new AssertionError("no server is there to decrypt");
                },
                Map.of("TOKEN_PIN", "4711")::get,
                warning -> {});
        return element.read(new IdentityReading(credentials, warning -> {}, Path.of("/home/user"), findings));
    }

    private List<String> found() {
        try {
            findings.throwIfAny();
            return List.of();
        } catch (ProblemException e) {
            return e.problems().stream().map(Problem::text).toList();
        }
    }
}
