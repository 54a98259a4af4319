package io.github.authenticode.cloud.credential.entra;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.util.Map;

/** The proof to Entra that the caller is the application that it says it is. */
public sealed interface ClientProof {
    /** The type of an assertion that is a JWT (RFC 7523, section 2.2). */
    String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** The fields of the form that carry the proof. */
    Map<String, Secret> parameters(String clientId, URI endpoint) throws CloudException;

    private static Map<String, Secret> assertion(Secret jwt) {
        return Map.of("client_assertion_type", Secret.of(JWT_BEARER), "client_assertion", jwt);
    }

    /** A secret that was made in the portal. */
    record Password(Secret value) implements ClientProof {
        @Override
        public Map<String, Secret> parameters(String clientId, URI endpoint) {
            return Map.of("client_secret", value);
        }
    }

    /** A certificate that was registered with the application; its key signs an assertion. */
    record Certificate(ClientCertificate certificate) implements ClientProof {
        @Override
        public Map<String, Secret> parameters(String clientId, URI endpoint) throws CloudException {
            return assertion(certificate.assertion(clientId, endpoint));
        }
    }

    /** An assertion that an issuer made whom the application trusts. */
    record Assertion(Secret jwt) implements ClientProof {
        @Override
        public Map<String, Secret> parameters(String clientId, URI endpoint) {
            return assertion(jwt);
        }
    }
}
