package io.github.authenticode.cloud.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of requests, of version 4 ("Signature Version 4" in the IAM User Guide of AWS), as far as KMS needs them:
 * the path is plain, and there is no query.
 */
final class AwsSignature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final int DATE_LENGTH = 8;

    private final String region;
    private final String service;

    AwsSignature(String region, String service) {
        this.region = region;
        this.service = service;
    }

    /** The headers that let a request in; those of the request with names that begin with x-amz- are signed too. */
    Map<String, String> headers(
            String method, URI address, Map<String, String> own, String body, AwsCredentials who, Instant now) {
        Map<String, String> added = new TreeMap<>();
        added.put("X-Amz-Date", TIME.format(now));
        who.sessionToken().ifPresent(token -> added.put("X-Amz-Security-Token", token.reveal()));
        Map<String, String> signed = signed(address, own, added);
        String names = String.join(";", signed.keySet());
        String date = TIME.format(now).substring(0, DATE_LENGTH);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String text = String.join(
                "\n", ALGORITHM, TIME.format(now), scope, hash(canonical(method, address, signed, names, body)));
        String signature = HexFormat.of().formatHex(hmac(key(who, date), text));
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + who.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return added;
    }

    private static Map<String, String> signed(URI address, Map<String, String> own, Map<String, String> added) {
        TreeMap<String, String> signed = new TreeMap<>();
        signed.put("host", address.getRawAuthority());
        own.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        added.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.keySet().removeIf(name -> !name.equals("host") && !name.startsWith("x-amz-"));
        return signed;
    }

    private static String canonical(String method, URI address, Map<String, String> signed, String names, String body) {
        String headers = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        String path = Optional.ofNullable(address.getRawPath())
                .filter(p -> !p.isEmpty())
                .orElse("/");
        return String.join("\n", method, path, "", headers, names, hash(body));
    }

    private byte[] key(AwsCredentials who, String date) {
        byte[] ofDate = hmac(("AWS4" + who.secretAccessKey().reveal()).getBytes(UTF_8), date);
        return hmac(hmac(hmac(ofDate, region), service), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
