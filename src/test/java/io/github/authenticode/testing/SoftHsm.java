package io.github.authenticode.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.engine.embedded.token.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tokens of the real SoftHSM 2 in a folder of their own, filled by its program and by OpenSC's pkcs11-tool. OpenSC's
 * pkcs11-spy stands between, if wanted, and writes down each call of the library.
 */
public final class SoftHsm {
    public static final String PIN = "4711 ü";

    private static final String SO_PIN = "12345678";

    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder empty */
    public SoftHsm(Path folder) throws IOException {
        this.folder = folder;
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path conf = Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        this.environment = new HashMap<>(System.getenv());
        environment.put("SOFTHSM2_CONF", conf.toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** Whether SoftHSM 2 and OpenSC are here, as packages of a distribution install them. */
    public static boolean isInstalled() {
        return library().isPresent() && spy().isPresent() && isOnPath("softhsm2-util") && isOnPath("pkcs11-tool");
    }

    public static Optional<Path> library() {
        return first("softhsm/libsofthsm2.so", "pkcs11/libsofthsm2.so");
    }

    public static Optional<Path> spy() {
        return first("pkcs11-spy.so", "pkcs11/pkcs11-spy.so");
    }

    private static Optional<Path> first(String... names) {
        return Stream.of("/usr/lib/x86_64-linux-gnu/", "/usr/lib/aarch64-linux-gnu/", "/usr/lib64/", "/usr/lib/")
                .flatMap(f -> Stream.of(names).map(n -> Path.of(f + n)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(f -> Files.isExecutable(Path.of(f).resolve(program)));
    }

    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** What a build on this machine sees. */
    public TokenSettings settings(List<String> warnings) {
        TokenSettings here = TokenSettings.current(folder.resolve("work"), warnings::add, text -> {});
        return new TokenSettings(
                environment, here.system(), here.java(), here.workFolder(), here.warnings(), here.debug());
    }

    /** The same, with each call of the library written to {@link #calls}. */
    public TokenSettings spying(List<String> warnings) {
        environment.put("PKCS11SPY", library().orElseThrow().toString());
        environment.put("PKCS11SPY_OUTPUT", folder.resolve("calls").toString());
        return settings(warnings);
    }

    /** The functions of the library that were called, in order. */
    public List<String> calls() throws IOException {
        return Files.readString(folder.resolve("calls"), ISO_8859_1)
                .lines()
                .filter(line -> line.matches("\\d+: C_\\w+"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /** How often this function of the library was called. */
    public long calls(String function) throws IOException {
        return calls().stream().filter(function::equals).count();
    }

    public SoftHsm token(String label) throws Exception {
        run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", PIN);
        return this;
    }

    /** A private key, and no certificate. */
    public SoftHsm key(String token, String label, String id, PrivateKey key) throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        Path pem = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        run("softhsm2-util", "--import", pem.toString(), "--token", token, "--label", label, "--id", id, "--pin", PIN);
        return this;
    }

    public SoftHsm certificate(String token, String label, String id, X509Certificate certificate) throws Exception {
        Path der = Files.write(folder.resolve("certificate.der"), certificate.getEncoded());
        tool(token, "--write-object", der.toString(), "--type", "cert", "--label", label, "--id", id);
        return this;
    }

    /** A key made on the token that wants the PIN before each signature, as the signature slot of a YubiKey does. */
    public PublicKey alwaysAuthenticating(String token, String label, String id) throws Exception {
        tool(
                token,
                "--keypairgen",
                "--key-type",
                "rsa:2048",
                "--usage-sign",
                "--always-auth",
                "--label",
                label,
                "--id",
                id);
        Path der = folder.resolve("public.der");
        tool(token, "--read-object", "--type", "pubkey", "--id", id, "--output-file", der.toString());
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Files.readAllBytes(der)));
    }

    public void deleteKey(String token, String id) throws Exception {
        tool(token, "--delete-object", "--type", "privkey", "--id", id);
    }

    /** What pkcs11-tool says of slots and tokens, flags included. */
    public String described() throws Exception {
        return run("pkcs11-tool", "--module", library().orElseThrow().toString(), "--list-slots");
    }

    private void tool(String token, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "pkcs11-tool",
                "--module",
                library().orElseThrow().toString(),
                "--token-label",
                token,
                "--login",
                "--pin",
                PIN));
        command.addAll(List.of(arguments));
        run(command.toArray(new String[0]));
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** A copy of a library, changed at some bytes. */
    public static Path changed(Path library, Path copy, int offset, byte... bytes) throws IOException {
        byte[] all = Files.readAllBytes(library);
        System.arraycopy(bytes, 0, all, offset, bytes.length);
        return Files.write(copy, all);
    }
}
