package io.github.authenticode.smctldouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import net.jsign.timestamp.TimestampingMode;

/**
 * {@code smctl sign --simple}. With a timestamp it asks the authority that the file {@code authority} names, in the
 * place of DigiCert's.
 */
final class SmctlSign {
    private static final String MFA = "status_code=403, message={\"error\":{\"status\":\"access_denied\",\"message\":"
            + "\"User is not multi-factor authenticated. Missing Client Authentication Certificate. As per compliance"
            + " rules, this is required.\"}}, nested_error=<nil>";
    private static final String LIMIT = "status_code=429, message={\"error\":{\"status\":\"request_limit_exceeded\","
            + "\"message\":\"Request limit exceeded\"}}, nested_error=<nil>";
    private static final String NOT_SIGNED_IN = "status_code=401, message={\"error\":{\"status\":"
            + "\"authentication_failed\",\"message\":\"Authentication failed\"}}, nested_error=<nil>";

    private final SmctlHome home;
    private final Mood mood;
    private int failures;

    SmctlSign(SmctlHome home, Mood mood) {
        this.home = home;
        this.mood = mood;
    }

    int run(List<String> arguments) throws Exception {
        Optional<SignFlags> parsed = SignFlags.parse(arguments, mood);
        if (parsed.isEmpty()) {
            return 1;
        }
        SignFlags flags = parsed.get();
        if (mood == Mood.HANGS && new CountDownLatch(1).await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nothing counts down");
        }
        List<Path> files = SmctlDouble.files(flags.input());
        int half = files.size() / 2;
        for (int i = 0; i < files.size(); i++) {
            if (mood == Mood.DIES && i == half) {
                Runtime.getRuntime().halt(134);
            }
            treat(files.get(i), files.get(0), i < half, flags);
        }
        boolean lies = mood == Mood.FAILED_WITH_ZERO || mood == Mood.HALF;
        return failures > 0 && flags.strict() && !lies ? 1 : 0;
    }

    private void treat(Path file, Path first, boolean early, SignFlags flags) throws Exception {
        switch (mood) {
            case CLAIMS -> succeeded(file);
            case FAILED_WITH_ZERO -> failedInOldWords(file);
            case NO_CLIENT_CERTIFICATE -> failed(file, MFA);
            case REQUEST_LIMIT -> failed(file, LIMIT);
            case BLABS -> {
                System.out.println("Error: API key: " + SmctlDouble.masked("SM_API_KEY")
                        + " client certificate password: " + SmctlDouble.masked("SM_CLIENT_CERT_PASSWORD"));
                failedInOldWords(file);
            }
            case WRONG_FILE -> {
                if (file.equals(first)) {
                    sign(file, flags);
                } else {
                    Files.copy(first, file, StandardCopyOption.REPLACE_EXISTING);
                    succeeded(file);
                }
            }
            case HALF -> {
                if (early) {
                    sign(file, flags);
                } else {
                    failedInOldWords(file);
                }
            }
            default -> sign(file, flags);
        }
    }

    private void sign(Path file, SignFlags flags) throws Exception {
        Optional<KeyStore> key = home.keyPair(mood == Mood.OTHER_KEY ? "other" : flags.alias());
        if (!SmctlDouble.signedIn(home)) {
            failed(file, NOT_SIGNED_IN);
        } else if (key.isEmpty()) {
            failed(file, "no keypair found with alias " + flags.alias());
        } else {
            try (Signable signable = Signable.of(file.toFile(), StandardCharsets.UTF_8)) {
                signer(key.get(), flags).sign(signable);
                succeeded(file);
            } catch (UnsupportedOperationException | IOException e) {
                failed(file, "unsupported file: " + e.getMessage());
            }
        }
    }

    private AuthenticodeSigner signer(KeyStore key, SignFlags flags) throws Exception {
        AuthenticodeSigner signer = new AuthenticodeSigner(key.getCertificateChain("key"), (PrivateKey)
                        key.getKey("key", SmctlHome.PASSWORD.toCharArray()))
                .withDigestAlgorithm(DigestAlgorithm.of(flags.digest()))
                .withTimestamping(flags.timestamp());
        return flags.timestamp()
                ? signer.withTimestampingMode(TimestampingMode.RFC3161)
                        .withTimestampingAuthority(
                                Files.readString(home.folder().resolve("authority")))
                : signer;
    }

    private static void succeeded(Path file) {
        System.out.println("signCommand command for file " + file + " was SUCCESSFUL");
    }

    private void failed(Path file, String reason) {
        failures++;
        System.out.println("Signing of \"" + file + "\" was failed. Reason: " + reason);
    }

    private void failedInOldWords(Path file) {
        failures++;
        System.out.println("signCommand command for file " + file + " FAILED");
    }
}
