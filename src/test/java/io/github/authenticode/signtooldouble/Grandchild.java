package io.github.authenticode.signtooldouble;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that does nothing for a minute but hold the streams that it inherited. */
final class Grandchild {
    private Grandchild() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (new CountDownLatch(1).await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nothing counts down");
        }
    }
}
