package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks that a caller is the application: by secret, by certificate, or by the assertion of an outside issuer. */
public final class ClientProof {
    private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Directory directory;
    private final String address;
    private final Set<String> usedIds = ConcurrentHashMap.newKeySet();

    /** @param address of Entra, without a trailing slash */
    ClientProof(Directory directory, String address) {
        this.directory = directory;
        this.address = address;
    }

    void check(Map<String, String> form, String tenant) throws Refusal {
        String secret = form.get("client_secret");
        String assertion = form.get("client_assertion");
        if (secret != null) {
            require(assertion == null, 400, "both a secret and an assertion");
            checkSecret(secret);
        } else if (assertion == null) {
            throw Refusal.violation(400, "neither a secret nor an assertion");
        } else {
            require(BEARER.equals(form.get("client_assertion_type")), 400, "no client_assertion_type");
            checkAssertion(jwt(assertion), tenant);
        }
    }

    private static void checkSecret(String secret) throws Refusal {
        if (secret.equals(Directory.EXPIRED_SECRET)) {
            throw EntraError.EXPIRED_SECRET.about(Directory.CLIENT_ID);
        }
        if (!secret.equals(Directory.CLIENT_SECRET)) {
            throw EntraError.WRONG_SECRET.about(Directory.CLIENT_ID);
        }
    }

    private static Jwt jwt(String text) throws Refusal {
        try {
            return Jwt.read(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.violation(400, "the assertion is no JWT");
        }
    }

    private void checkAssertion(Jwt assertion, String tenant) throws Refusal {
        if (assertion.text("iss").equals(Directory.CLIENT_ID)) {
            checkOwn(assertion, tenant);
        } else {
            checkFederated(assertion);
        }
        if (!assertion.isValidAt(directory.now())) {
            throw EntraError.ASSERTION_TIME.about(directory.now());
        }
    }

    /** Made by the application itself, with its certificate. */
    private void checkOwn(Jwt assertion, String tenant) throws Refusal {
        require(
                assertion.text("sub").equals(Directory.CLIENT_ID),
                400,
                "the assertion's subject is not the application");
        Set<String> audiences = Set.of(address + "/" + tenant + "/oauth2/v2.0/token", address + "/" + tenant + "/v2.0");
        require(
                audiences.contains(assertion.text("aud")),
                400,
                "the assertion's audience is " + assertion.text("aud") + " instead of one of " + audiences);
        require(usedIds.add(assertion.text("jti")), 400, "the assertion's jti is missing or was used before");
        if (!namesCertificate(assertion)
                || !assertion.isSignedBy(
                        directory.clientCertificate().certificate().getPublicKey())) {
            throw EntraError.ASSERTION_SIGNATURE.about("no matching key");
        }
    }

    private boolean namesCertificate(Jwt assertion) {
        try {
            byte[] certificate = directory.clientCertificate().certificate().getEncoded();
            String sha1 = Jwt.encode(MessageDigest.getInstance("SHA-1").digest(certificate));
            String sha256 = Jwt.encode(MessageDigest.getInstance("SHA-256").digest(certificate));
            return assertion.header().path("x5t").asText().equals(sha1)
                    || assertion.header().path("x5t#S256").asText().equals(sha256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void checkFederated(Jwt assertion) throws Refusal {
        String name = assertion.text("iss");
        Issuer issuer = Issuer.of(name).orElse(null);
        if (issuer == null) {
            throw EntraError.ASSERTION_ISSUER.about(name);
        }
        require(directory.isOfIssuer(assertion), 400, "the assertion is not signed by " + name);
        if (!assertion.text("sub").equals(issuer.subject())) {
            throw EntraError.ASSERTION_SUBJECT.about(assertion.text("sub"));
        }
        if (!assertion.text("aud").equals(Directory.EXCHANGE_AUDIENCE)) {
            throw EntraError.ASSERTION_AUDIENCE.about(assertion.text("aud"));
        }
    }
}
