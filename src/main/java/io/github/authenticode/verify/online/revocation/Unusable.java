package io.github.authenticode.verify.online.revocation;

import java.io.IOException;

/** An answer or a list came and says nothing that counts; the message says why in a few words. */
public final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    public Unusable(String reason) {
        super(reason);
    }
}
