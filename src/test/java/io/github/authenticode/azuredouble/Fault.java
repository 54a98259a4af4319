package io.github.authenticode.azuredouble;

import java.util.Map;

/** The treatment of one request instead of the answer that it should get. */
public record Fault(Kind kind, int status, Map<String, String> headers, String body) {

    /** From {@code LOST} on: for requests to the signing service only, which takes them. */
    public enum Kind {
        /** Answers with the status, headers and body of the fault. */
        STATUS,
        /** Never sends a byte. */
        HANG,
        /** Sends the headers and the first bytes of the body, and then nothing. */
        HANG_IN_BODY,
        /** Closes the connection without an answer. */
        CUT,
        /** 100 MB of JSON. */
        HUGE,
        /** Redirects to another host, with the same path. */
        REDIRECT,
        /** Takes the digest, and closes the connection without an answer. */
        LOST,
        /** The operation ends as Failed, with a null signature. */
        FAILED,
        /** The operation never ends. */
        STUCK,
        /** One bit of the signature is wrong. */
        WRONG_SIGNATURE,
        /** The signature is one of another digest algorithm. */
        OTHER_ALGORITHM,
        /** A signature by ECDSA, with the certificate for it. */
        ELLIPTIC,
        /** The certificate belongs to another key. */
        OTHER_KEY,
        /** The chain in another order than from the signer to the root. */
        SHUFFLED,
        /** What should be the certificate is nonsense. */
        NO_CERTIFICATE,
        /** Success, and no signature. */
        NO_SIGNATURE,
        /** Operation-Location is on another host. */
        OTHER_HOST
    }

    public Fault {
        headers = Map.copyOf(headers);
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, 0, Map.of(), "");
    }

    public static Fault status(int status) {
        return new Fault(Kind.STATUS, status, Map.of(), "");
    }

    public static Fault status(int status, String json) {
        return new Fault(Kind.STATUS, status, Map.of("Content-Type", "application/json"), json);
    }

    public static Fault throttle(int status, String retryAfter) {
        return new Fault(Kind.STATUS, status, Map.of("Retry-After", retryAfter), "");
    }

    /** What a proxy in between says. */
    public static Fault html(int status) {
        return new Fault(
                Kind.STATUS,
                status,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                "<html><head><title>Access denied by Example Web Gateway</title></head><body>No.</body></html>");
    }
}
