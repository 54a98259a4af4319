package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.plan.DigestAlgorithm;
import net.jsign.timestamp.RFC3161Timestamper;
import org.bouncycastle.cms.CMSSignedData;

/**
 * The adapter by which jsign puts our timestamps into signatures, under the attribute that each format wants. Only the
 * request is replaced: jsign's client has fixed timeouts, no nonce, and checks nothing but the imprint. One for each
 * file, since the superclass keeps state.
 */
public final class JsignTimestamper extends RFC3161Timestamper {
    private final TimestampClient client;
    private final DigestAlgorithm digest;

    public JsignTimestamper(TimestampClient client, DigestAlgorithm digest) {
        this.client = client;
        this.digest = digest;
        setRetries(1);
    }

    @Override
    protected CMSSignedData timestamp(net.jsign.DigestAlgorithm algorithm, byte[] signature) {
        try {
            return client.timestamp(digest, signature).toCMSSignedData();
        } catch (InterruptedException e) {
            // jsign passes no InterruptedException on; the engine looks at the flag.
            Thread.currentThread().interrupt();
            throw new TimestampException("interrupted", e);
        }
    }
}
