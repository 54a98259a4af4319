package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place of one key's certificates in the memory of a build, so that its modules ask the service for them once. A
 * failure is kept too: what a service refuses to one module it refuses to all of them. The lock is one that an
 * interrupted thread does not wait for.
 */
public final class FetchedChain {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable KeyCertificate fetched;
    private volatile @Nullable CloudException refusal;

    /** Asks a service. */
    public interface Source {
        KeyCertificate fetch() throws CloudException, InterruptedException;
    }

    /** From the source, unless it is here already. */
    public KeyCertificate get(Source source) throws CloudException, InterruptedException {
        KeyCertificate known = fetched;
        if (known != null) {
            return known;
        }
        lock.lockInterruptibly();
        try {
            return underLock(source);
        } finally {
            lock.unlock();
        }
    }

    private KeyCertificate underLock(Source source) throws CloudException, InterruptedException {
        CloudException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        KeyCertificate known = fetched;
        if (known != null) {
            return known;
        }
        try {
            KeyCertificate answer = source.fetch();
            fetched = answer;
            return answer;
        } catch (CloudException e) {
            if (e.isRefusal()) {
                refusal = e;
            }
            throw e;
        }
    }
}
