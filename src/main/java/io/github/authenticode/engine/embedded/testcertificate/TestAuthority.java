package io.github.authenticode.engine.embedded.testcertificate;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.KeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;

/**
 * A throwaway publisher and timestamp authority, so that everything can be tried without a bought certificate and
 * without network. The keys are made on the user's own machine and differ from user to user: no signature made with
 * them means anything to anyone else.
 */
public final class TestAuthority {
    private final TestKeys keys;
    private final TimestampResponder responder;

    private TestAuthority(TestKeys keys, Clock clock) {
        this.keys = keys;
        this.responder = new TimestampResponder(keys.timestamp(), clock);
    }

    /**
     * Opens the authority in a folder, or makes it. Signer and timestamp certificates are made anew in time before they
     * expire; the root stays. Safe against other builds that do the same at the same moment.
     *
     * @param folder made if absent, for its owner only; {@code root.pem} in it is the certificate to trust in tests
     * @throws ProblemException if the folder cannot be used or is damaged
     */
    public static TestAuthority open(Path folder, Clock clock) throws ProblemException {
        return new TestAuthority(new TestAuthorityFolder(folder).open(clock.instant()), clock);
    }

    /** What a verifier must trust to accept files signed with this authority, timestamps included. */
    public X509Certificate root() {
        return keys.root().certificate();
    }

    public KeySource signer() {
        return keys.signer();
    }

    /**
     * Answers an RFC 3161 query, as an authority would over HTTP.
     *
     * @param query DER of a TimeStampReq
     * @return DER of a TimeStampResp; a rejection if the query is malformed
     */
    public byte[] respond(byte[] query) throws IOException {
        return responder.respond(query);
    }
}
