package io.github.authenticode.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FetchCacheTest {
    private final FetchCache<String, Integer> memory = new FetchCache<>();
    private final AtomicInteger fetches = new AtomicInteger();

    private int get() throws IOException, InterruptedException {
        return memory.get("key", v -> true, fetches::incrementAndGet);
    }

    @Test
    void whatManyThreadsWantIsFetchedOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch started = new CountDownLatch(4);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(() -> {
                    started.countDown();
                    started.await();
                    return get();
                }));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whatIsOutOfItsTermIsFetchedAgain() throws Exception {
        assertThat(get()).isEqualTo(1);
        assertThat(memory.get("key", v -> false, fetches::incrementAndGet)).isEqualTo(2);
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void failureIsRemembered() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> memory.get("key", v -> true, () -> {
                        fetches.incrementAndGet();
                        throw new IOException("HTTP 503");
                    }))
                    .hasMessage("HTTP 503");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void interruptionAndTheEndOfOneFilesBudgetAreNot() throws Exception {
        assertThatThrownBy(() -> memory.get("key", v -> true, () -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        FileBudget budget = new FileBudget();
        assertThatThrownBy(() -> memory.get("key", v -> true, () -> {
                    while (true) {
                        budget.spend(Fetcher.Kind.CRL, URI.create("http://pki.example/crl"));
                    }
                }))
                .hasMessage("not asked, since 32 requests were made for this file");

        assertThat(get()).isEqualTo(1);
    }

    @Test
    void whoWaitedForOneThatGaveUpAsksItself() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> spent = threads.submit(() -> memory.get("key", v -> true, () -> {
                begun.countDown();
                end.await();
                throw new FileBudget.SpentException("not asked");
            }));
            begun.await();
            Thread[] waiting = new Thread[1];
            Future<Integer> other = threads.submit(() -> {
                waiting[0] = Thread.currentThread();
                return get();
            });
            while (waiting[0] == null || waiting[0].getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            end.countDown();

            assertThat(other.get()).isEqualTo(1);
            assertThatThrownBy(spent::get).hasMessageContaining("not asked");
        } finally {
            threads.shutdownNow();
        }
    }
}
