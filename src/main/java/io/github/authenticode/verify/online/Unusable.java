package io.github.authenticode.verify.online;

import java.io.IOException;

/** An answer or a list came and says nothing that counts; the message says why in a few words. */
final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
        super(reason);
    }
}
