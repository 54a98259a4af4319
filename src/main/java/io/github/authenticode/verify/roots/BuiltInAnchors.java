package io.github.authenticode.verify.roots;

import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Roots of code and of timestamps, by their facts: Windows trusts them, and neither a JVM nor a Linux distribution has
 * them, whose lists are made for TLS. Without them nothing of Microsoft's own could be verified there. Where the facts
 * come from, which roots were chosen and how to check them: docs/decisions/0004.
 */
final class BuiltInAnchors {
    static final String NAME = "built-in anchors";

    private static final String FILE = "built-in-anchors.txt";
    private static final Map<String, Purpose> PURPOSES =
            Map.of("code-signing", Purpose.CODE_SIGNING, "timestamping", Purpose.TIMESTAMPING);

    private BuiltInAnchors() {}

    /** One source for each set of purposes, so that a root for timestamps alone vouches for no code. */
    static List<RootSource> read() {
        Map<Set<Purpose>, List<Anchor>> byPurposes = new LinkedHashMap<>();
        for (Map<String, String> facts : facts()) {
            Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
            for (String purpose : fact(facts, "purposes").split(" ", -1)) {
                purposes.add(Objects.requireNonNull(PURPOSES.get(purpose)));
            }
            byPurposes.computeIfAbsent(purposes, p -> new ArrayList<>()).add(anchor(facts, name(purposes)));
        }
        return byPurposes.entrySet().stream()
                .map(e -> new RootSource(name(e.getKey()), e.getValue(), e.getKey(), ""))
                .toList();
    }

    private static String name(Set<Purpose> purposes) {
        if (purposes.size() == Purpose.values().length) {
            return NAME;
        }
        return NAME + (purposes.contains(Purpose.CODE_SIGNING) ? " for code" : " for timestamps");
    }

    private static Anchor anchor(Map<String, String> facts, String source) {
        return new Anchor(
                Names.principal(fact(facts, "subject")),
                key(Base64.getDecoder().decode(fact(facts, "key"))),
                Optional.empty(),
                fact(facts, "sha256"),
                source,
                new RootWithdrawal(date(facts, "issued-before"), date(facts, "until")));
    }

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }

    private static Optional<Instant> date(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name))
                .map(day -> LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static PublicKey key(byte[] der) {
        boolean rsa = PKCSObjectIdentifiers.rsaEncryption.equals(
                SubjectPublicKeyInfo.getInstance(der).getAlgorithm().getAlgorithm());
        try {
            return KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            // Every JVM has RSA and the curves of NIST, and a test reads every key.
            throw new IllegalStateException(e);
        }
    }

    /** The blocks of the file: {@code name: value} in each line, and the lines of the key. */
    private static List<Map<String, String>> facts() {
        List<Map<String, String>> all = new ArrayList<>();
        for (String line :
                text().lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith("subject:")) {
                all.add(new LinkedHashMap<>());
            }
            Map<String, String> facts = all.get(all.size() - 1);
            if (colon < 0) {
                facts.merge("key", line, String::concat);
            } else {
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return all;
    }

    private static String text() {
        try (InputStream file = BuiltInAnchors.class.getResourceAsStream(FILE)) {
            return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
