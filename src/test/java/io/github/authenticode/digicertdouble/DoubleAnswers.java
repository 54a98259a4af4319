package io.github.authenticode.digicertdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.digicertdouble.DoubleContent.Leaf;
import io.github.authenticode.digicertdouble.DoubleContent.Pair;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** The answers of a DigiCert ONE that is well. */
final class DoubleAnswers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DoubleContent content;
    private final Duration operation;
    private final AtomicInteger signatures = new AtomicInteger();

    DoubleAnswers(DoubleContent content, Duration operation) {
        this.content = content;
        this.operation = operation;
    }

    int signatures() {
        return signatures.get();
    }

    static String error(String status, String message) {
        ObjectNode body = NODES.objectNode();
        body.putObject("error").put("status", status).put("message", message);
        return body.toString();
    }

    /** @param path below the version of the interface */
    JsonNode found(List<String> path, String rawQuery) throws GeneralSecurityException {
        Map<String, String> query = pairs(rawQuery);
        if (path.equals(List.of("keypairs"))) {
            require(query, Set.of("limit", "alias"));
            return items(content.pairs.stream()
                    .filter(p -> query.getOrDefault("alias", p.alias()).equals(p.alias()))
                    .map(this::pair)
                    .toList());
        }
        if (path.equals(List.of("certificates"))) {
            require(query, Set.of("limit", "alias", "offset", "certificate_status"));
            ArrayNode found = NODES.arrayNode();
            for (Leaf leaf : content.leaves) {
                if (query.getOrDefault("alias", leaf.alias()).equals(leaf.alias())) {
                    found.add(certificate(leaf));
                }
            }
            return NODES.objectNode().set("items", found);
        }
        DigiCertDouble.require(path.size() == 2 && path.get(0).equals("keypairs") && query.isEmpty(), "path " + path);
        return pair(named(path.get(1)));
    }

    private static void require(Map<String, String> query, Set<String> allowed) {
        DigiCertDouble.require(allowed.containsAll(query.keySet()) && "100".equals(query.get("limit")), "query");
    }

    private static JsonNode items(List<JsonNode> nodes) {
        ObjectNode answer = NODES.objectNode();
        answer.putArray("items").addAll(nodes);
        return answer;
    }

    private Pair named(String id) {
        return content.pairs.stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key pair " + id));
    }

    private JsonNode pair(Pair pair) {
        ObjectNode node = NODES.objectNode().put("id", pair.id()).put("alias", pair.alias());
        node.put("key_alg", pair.keys().getPublic().getAlgorithm());
        node.set("account", account());
        return node;
    }

    private static ObjectNode account() {
        return NODES.objectNode().put("id", "account-1");
    }

    private static JsonNode certificate(Leaf leaf) throws GeneralSecurityException {
        ObjectNode node = NODES.objectNode().put("id", "c-" + leaf.alias()).put("alias", leaf.alias());
        node.put("cert", base64(leaf.entity().certificate()));
        node.putObject("keypair").put("id", leaf.pair());
        ArrayNode chain = node.putArray("chain");
        for (X509Certificate issuer : leaf.entity().issuers()) {
            chain.addObject().put("blob", base64(issuer));
        }
        return node;
    }

    private static String base64(X509Certificate certificate) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    JsonNode signature(String id, JsonNode body) throws GeneralSecurityException, IOException, InterruptedException {
        Pair pair = named(id);
        boolean rsa = pair.keys().getPublic().getAlgorithm().equals("RSA");
        String[] parts = body.path("sig_alg").asText("").split("with", -1);
        DigiCertDouble.require(body.size() == 3 && body.path("account").equals(account()), "body");
        DigiCertDouble.require(parts.length == 2 && parts[1].equals(rsa ? "RSA" : "ECDSA"), "sig_alg");
        DigestAlgorithm digest = DigestAlgorithm.valueOf(parts[0]);
        byte[] hash = Base64.getDecoder().decode(body.path("hash").asText(""));
        DigiCertDouble.require(hash.length == Integer.parseInt(parts[0].substring(3)) / 8, "hash");
        Thread.sleep(operation.toMillis());
        Signature signature = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA");
        signature.initSign(pair.keys().getPrivate());
        signature.update(rsa ? info(digest, hash) : hash);
        signatures.incrementAndGet();
        return NODES.objectNode().put("signature", Base64.getEncoder().encodeToString(signature.sign()));
    }

    private static byte[] info(DigestAlgorithm digest, byte[] hash) throws IOException {
        return new DigestInfo(new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest.oid()), DERNull.INSTANCE), hash)
                .getEncoded("DER");
    }

    private static Map<String, String> pairs(String raw) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(raw).map(r -> r.split("&", -1)).orElse(new String[0])) {
            int equals = pair.indexOf('=');
            DigiCertDouble.require(equals > 0, "query");
            pairs.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return pairs;
    }
}
