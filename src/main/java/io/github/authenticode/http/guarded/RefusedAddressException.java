package io.github.authenticode.http.guarded;

import java.io.IOException;

/** Nobody was asked, since the address is not one to send anything to. */
public final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String reason) {
        super(reason);
    }
}
