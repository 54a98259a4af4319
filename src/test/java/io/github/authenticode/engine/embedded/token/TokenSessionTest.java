package io.github.authenticode.engine.embedded.token;

import static io.github.authenticode.engine.embedded.token.TokenProgramDouble.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.token.child.Line;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.identity.TokenModule;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.SoftHsm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reasons for which a token does not sign: libraries that are none, tokens that are not there, PINs that must not be
 * tried.
 */
class TokenSessionTest {
    private static final long READY = 0x40D; // random numbers, login required, user PIN set, initialised
    private static final Line DONE = Line.of(0, "done");
    private static final Line KEY = Line.of(0, "key", 7, "signing", "01", 0, false);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final BuildMemory build = new BuildMemory(Clock.systemUTC(), duration -> {});

    @BeforeEach
    void posix() {
        assumeTrue(File.separatorChar == '/', "the double is a shell script");
    }

    @Test
    void libraryThatIsNotThere() {
        Path nowhere = folder.resolve("none.so");

        assertThatThrownBy(() -> open(nowhere, here()))
                .hasMessage("The PKCS #11 library " + nowhere + " does not exist. Install the software of the token's"
                        + " maker, or correct <library>.");
    }

    @Test
    void moduleThatIsNotInstalledTellsWhereItWasLookedFor() {
        TokenSettings windows = new TokenSettings(
                Map.of("PROGRAMFILES", "D:\\Programs", "Path", ""),
                "Windows 11",
                here().java(),
                folder,
                warnings::add,
                text -> {});
        Pkcs11Identity identity = new Pkcs11Identity(
                Optional.empty(),
                Optional.of(TokenModule.SMPKCS11),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> TokenSession.open(identity, build, windows))
                .hasMessage("The PKCS #11 library of <module>smpkcs11</module> is at none of these places:"
                        + " D:\\Programs\\DigiCert\\DigiCert One Signing Manager Tools\\smpkcs11.dll,"
                        + " D:\\Programs\\DigiCert\\Keylocker Tools\\smpkcs11.dll. Install it, or name it in <library>"
                        + " instead of <module>.");
    }

    @Test
    void everyModuleHasAPlaceOnEachSystemOrIsLookedForOnThePath() {
        for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
            LibrarySearch search = new LibrarySearch(
                    new TokenSettings(Map.of("PATH", "/opt/tools"), system, folder, folder, warnings::add, text -> {}));
            for (TokenModule module : TokenModule.values()) {
                assertThat(search.places(module)).as(system + " " + module).isNotEmpty();
            }
        }
    }

    @Test
    void textIsNoLibrary() throws Exception {
        Path text = Files.writeString(folder.resolve("library.so"), "This is no library, but long enough to look at.");

        assertThatThrownBy(() -> open(text, here()))
                .hasMessageStartingWith("The PKCS #11 library " + text + " cannot be loaded. (")
                .hasMessageEndingWith(" Install what it needs; ldd shows which other libraries are missing. If it is no"
                        + " library at all, correct <library>.");
    }

    @Test
    void libraryOfSomethingElseIsNoPkcs11Library() {
        Path other = Path.of("/usr/lib/x86_64-linux-gnu/libm.so.6");
        assumeTrue(Files.exists(other), "no such library here");

        assertThatThrownBy(() -> open(other, here()))
                .hasMessageStartingWith("The PKCS #11 library " + other + " is no PKCS #11 library. (")
                .hasMessageEndingWith(" Name the library of the token's maker in <library>.");
    }

    @Test
    void libraryOfAnotherProcessor() throws Exception {
        assumeTrue(SoftHsm.isInstalled(), "SoftHSM 2 and OpenSC are not installed");
        Path foreign = SoftHsm.changed(SoftHsm.library().orElseThrow(), folder.resolve("s390x.so"), 18, (byte) 22);
        String jvm = LibraryArchitecture.normal(System.getProperty("os.arch"));

        assertThatThrownBy(() -> open(foreign, here()))
                .hasMessageStartingWith(
                        "The PKCS #11 library " + foreign + " is built for s390x, and this JVM runs on " + jvm + ". (")
                .hasMessageEndingWith(") Install the library for " + jvm + ", or run Maven with a JDK for s390x.");
    }

    /** The real thing, with an instruction that no processor has at the entry of C_GetFunctionList. */
    @Test
    void libraryThatCrashesCostsNoBuild() throws Exception {
        assumeTrue(SoftHsm.isInstalled(), "SoftHSM 2 and OpenSC are not installed");
        Path library = SoftHsm.library().orElseThrow();
        Path broken = SoftHsm.changed(
                library,
                folder.resolve("broken.so"),
                SharedObject.offsetOf("C_GetFunctionList", library),
                System.getProperty("os.arch").equals("amd64")
                        ? new byte[] {0x0F, 0x0B, 0x0F, 0x0B}
                        : new byte[] {0, 0, 0, 0});

        assertThatThrownBy(() -> open(broken, here()))
                .hasMessageStartingWith("The PKCS #11 library " + broken + " ended the program that loaded it. (exit"
                        + " code 1: SIGILL (0x4) at pc=")
                .hasMessageContaining(" C_GetFunctionList+0x0")
                .hasMessageEndingWith(
                        " Install the newest version of it, and see whether the maker's own program finds the token.");
    }

    @Test
    void noTokenIsThere() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, 0x1, "", ""), DONE); // a slot of SoftHSM that is free

        assertThatThrownBy(() -> open(program, "release"))
                .hasMessageEndingWith(
                        "finds no token that is initialised. Plug in the token, and see whether the maker's"
                                + " own program finds it as the user that runs the build.");
    }

    @Test
    void tokenOfAnotherNameListsThoseThatAreThere() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "Release", "01AB"), token(1, READY, "tests\u001b[2J", "02"), DONE);

        assertThatThrownBy(() -> open(program, "release"))
                .hasMessage("No token 'release' is there, but 'Release' (serial number 01AB); 'tests\\u001B[2J' (serial"
                        + " number 02). Correct <token> or <serial>, or plug in the right one.");
    }

    @Test
    void twoTokensOfOneLabelAreToldApartBySerialNumber() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), token(1, READY, "release", "02"), DONE)
                .answering("login", KEY, DONE);

        assertThatThrownBy(() -> open(program, "release"))
                .hasMessage("There are 2 tokens to choose from: 'release' (serial number 01); 'release' (serial number"
                        + " 02). Choose one by its serial number, with <serial>.");
        try (TokenSession session = TokenSession.open(
                identity(library(), Optional.of("release"), Optional.of("02"), Optional.empty()),
                build,
                program.settings(warnings))) {
            assertThat(session.keyName()).isEqualTo("The key 'signing' on the token 'release' (serial number 02)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x40000, 'The PIN of the token ''release'' (serial number 01) is locked. Unlock it with'",
        "0x20000, 'The token ''release'' (serial number 01) accepts one more PIN; if that is wrong, it is locked.'"
    })
    void pinIsNotTriedWhereItCouldLockTheToken(String flag, String message) throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY | Long.decode(flag), "release", "01"), DONE);

        assertThatThrownBy(() -> open(program, "release")).hasMessageStartingWith(message);

        assertThat(program.asked()).containsExactly("tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "CKR_PIN_LOCKED, token-pin-locked",
        "CKR_PIN_EXPIRED, token-pin-unset",
        "CKR_PIN_LEN_RANGE, token-pin",
        "CKR_TOKEN_NOT_PRESENT, token-removed",
        "CKR_DEVICE_ERROR, token-failed"
    })
    void failedLoginIsNotTriedAgainInTheBuild(String words, String id) throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), DONE)
                .answering("login", Line.of(0, "failed", words));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> open(program, "release"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problems()).singleElement().matches(p -> p.id().equals(id)));
        }

        assertThat(program.asked()).containsExactly("tokens", "login", "tokens", "tokens");
    }

    @Test
    void severalKeysAreListed() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), DONE)
                .answering("login", KEY, Line.of(0, "key", 8, "Other", "02", 0, false), DONE);

        assertThatThrownBy(() -> open(program, "release"))
                .hasMessage("The token 'release' (serial number 01) holds 2 keys to choose from: 'Other', 'signing'."
                        + " Choose one with <alias>.");
        assertThatThrownBy(() -> TokenSession.open(
                        identity(library(), Optional.empty(), Optional.empty(), Optional.of("other")),
                        build,
                        program.settings(warnings)))
                .hasMessage("The token 'release' (serial number 01) has no key 'other', but 'Other', 'signing'; did you"
                        + " mean 'Other'? Correct <alias>; case counts.");
    }

    @Test
    void tokenWithoutAKey() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), DONE)
                .answering("login", DONE);

        assertThatThrownBy(() -> open(program, "release"))
                .hasMessage(
                        "The token 'release' (serial number 01) shows no private key. Choose the token that holds the"
                                + " key, or import the key into this one.");
    }

    @Test
    void tokenPulledOutIsSaid() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), DONE)
                .answering("login", KEY, DONE)
                .answering("sign", Line.of(0, "failed", "CKR_DEVICE_REMOVED"));

        try (TokenSession session = open(program, "release")) {
            assertThatThrownBy(() -> session.sign(DigestAlgorithm.SHA256, new byte[32]))
                    .hasMessage(
                            "The token 'release' (serial number 01) is gone. (CKR_DEVICE_REMOVED) Leave it plugged in"
                                    + " until the build has ended.");
        }
    }

    @Test
    void libraryThatCrashesWhileItSignsIsSaid() throws Exception {
        TokenProgramDouble program = new TokenProgramDouble(folder)
                .answering("tokens", token(0, READY, "release", "01"), DONE)
                .answering("login", KEY, DONE)
                .crashingAt("sign", "out of cheese");

        try (TokenSession session = open(program, "release")) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> session.sign(DigestAlgorithm.SHA256, new byte[32]))
                        .hasMessage(
                                "The token 'release' (serial number 01) was lost: its library ended the program that"
                                        + " holds it. (exit code 139: out of cheese) See whether the maker's own program can use"
                                        + " the token, and run the build again.");
            }
        }
    }

    private TokenSettings here() {
        return TokenSettings.current(folder.resolve("work"), warnings::add, text -> {});
    }

    private Path library() throws Exception {
        return Files.writeString(folder.resolve("library.so"), "");
    }

    private TokenSession open(TokenProgramDouble program, String label) throws Exception {
        return TokenSession.open(
                identity(library(), Optional.of(label), Optional.empty(), Optional.empty()),
                build,
                program.settings(warnings));
    }

    private TokenSession open(Path library, TokenSettings settings) throws Exception {
        return TokenSession.open(
                identity(library, Optional.empty(), Optional.empty(), Optional.empty()), build, settings);
    }

    private static Pkcs11Identity identity(
            Path library, Optional<String> token, Optional<String> serial, Optional<String> alias) {
        return new Pkcs11Identity(
                Optional.of(library),
                Optional.empty(),
                token,
                serial,
                alias,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Secret.of("1234")));
    }
}
