package io.github.authenticode.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A signer with an RSA key of 3072 bits in a PKCS#12 file, and the root above it, made by the JDK's keytool.
 *
 * @param store the PKCS#12 file
 * @param root PEM
 */
record Keys(Path store, Path root) {
    static final String PASSWORD = "changeit";

    static Keys in(Path folder) throws IOException, InterruptedException {
        Keys keys = new Keys(folder.resolve("signer.p12"), folder.resolve("root.pem"));
        Path both = Files.createDirectories(folder).resolve("both.p12");
        if (!Files.exists(keys.root)) {
            keytool(both, "-genkeypair", "-alias", "root", "-dname", "CN=Benchmark Root", "-ext", "bc:c=ca:true");
            keytool(
                    both,
                    "-genkeypair",
                    "-alias",
                    "signer",
                    "-signer",
                    "root",
                    "-dname",
                    "CN=Benchmark",
                    "-ext",
                    "ku:c=digitalSignature",
                    "-ext",
                    "eku=codeSigning");
            keytool(
                    keys.store,
                    "-importkeystore",
                    "-srckeystore",
                    both.toString(),
                    "-srcstorepass",
                    PASSWORD,
                    "-srcalias",
                    "signer",
                    "-noprompt");
            keytool(both, "-exportcert", "-rfc", "-alias", "root", "-file", keys.root.toString());
        }
        return keys;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Collections.addAll(command, arguments);
        String file = arguments[0].equals("-importkeystore") ? "dest" : "";
        if (arguments[0].equals("-genkeypair")) {
            Collections.addAll(command, "-keyalg", "RSA", "-keysize", "3072", "-validity", "30");
        }
        Collections.addAll(command, "-" + file + "keystore", store.toString(), "-" + file + "storepass", PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
