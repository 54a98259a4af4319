package io.github.authenticode.smctldouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One run of the stand-in for smctl. It takes the sub-commands that we give and no others, and signs in by the four
 * variables of its environment.
 */
final class SmctlDouble {
    private static final String CERTSYNC_FLAG = "--keypair-alias=";

    private SmctlDouble() {}

    public static void main(String[] arguments) throws Exception {
        SmctlHome home = SmctlHome.ofThisProcess();
        home.log("smctl", arguments);
        System.exit(run(home, List.of(arguments)));
    }

    private static int run(SmctlHome home, List<String> arguments) throws Exception {
        String line = String.join(" ", arguments);
        if (line.equals("sign --help")) {
            System.out.print(SignFlags.help(home.mood()));
            return 0;
        }
        if (line.equals("healthcheck")) {
            return healthcheck(home);
        }
        if (line.startsWith("windows certsync " + CERTSYNC_FLAG) && arguments.size() == 3) {
            return certsync(home, arguments.get(2).substring(CERTSYNC_FLAG.length()));
        }
        if (line.equals("keypair ls")) {
            home.keyPairs().stream()
                    .filter(alias -> !alias.contains("~"))
                    .forEach(alias -> System.out.println("| " + alias + " | RSA | ONLINE |"));
            return 0;
        }
        if (line.startsWith("sign ")) {
            return new SmctlSign(home, home.mood()).run(arguments.subList(1, arguments.size()));
        }
        System.err.println("Error: unknown command \"" + line + "\" for \"smctl\"");
        return 1;
    }

    /** Whether all four variables are there, the API key is the right one, and the client certificate is a file. */
    static boolean signedIn(SmctlHome home) throws IOException {
        return home.apiKey().equals(System.getenv("SM_API_KEY"))
                && System.getenv("SM_HOST") != null
                && System.getenv("SM_CLIENT_CERT_PASSWORD") != null
                && System.getenv("SM_CLIENT_CERT_FILE") != null
                && Files.isRegularFile(Path.of(System.getenv("SM_CLIENT_CERT_FILE")));
    }

    private static int healthcheck(SmctlHome home) throws IOException {
        System.out.println("---------Account status---------");
        System.out.println("\tStatus: " + (signedIn(home) ? "Connected" : "Not connected"));
        System.out.println("\tHost: " + System.getenv("SM_HOST"));
        System.out.println("\tAPI key: " + masked("SM_API_KEY") + " (Pulled from environment variable)");
        System.out.println("\tClient certificate password: " + masked("SM_CLIENT_CERT_PASSWORD")
                + " (Pulled from environment variable)");
        System.out.println("\tCan sign: " + (signedIn(home) ? "Yes" : "No"));
        return 0;
    }

    /** As the genuine one masks: a few characters at either end stay readable. */
    static String masked(String variable) {
        String value = String.valueOf(System.getenv(variable));
        return value.substring(0, 4) + "*****" + value.substring(value.length() - 2);
    }

    private static int certsync(SmctlHome home, String alias) throws IOException, GeneralSecurityException {
        if (!signedIn(home)) {
            System.err.println("status_code=401, message={\"error\":{\"status\":\"authentication_failed\",\"message\":"
                    + "\"Authentication failed\"}}, nested_error=<nil>");
            return 1;
        }
        KeyStore found = home.keyPair(alias).orElse(null);
        if (found == null) {
            System.err.println("no keypair found with alias " + alias);
            return 1;
        }
        for (String name : SmctlHome.names(home.folder().resolve("keypairs"))) {
            // a renewed certificate of the same key pair is kept as ALIAS~2
            if (name.equals(alias) || name.startsWith(alias + "~")) {
                byte[] der =
                        home.keyPair(name).orElseThrow().getCertificate("key").getEncoded();
                byte[] hash = MessageDigest.getInstance("SHA-1").digest(der);
                Files.write(
                        home.store().resolve(HexFormat.of().formatHex(hash)), alias.getBytes(StandardCharsets.UTF_8));
            }
        }
        return 0;
    }

    /** Files of a folder, in order of their names, or the one file. */
    static List<Path> files(Path input) throws IOException {
        return Files.isDirectory(input)
                ? SmctlHome.names(input).stream().map(input::resolve).toList()
                : Arrays.asList(input);
    }
}
