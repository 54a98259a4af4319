package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which contents one build has signed, or is signing, for all of its modules and executions: identical files get one signature. It
 * knows where the first signed one lies and holds no byte of it, so that ten thousand of them take a few megabytes.
 *
 * <p>Nobody who signs waits for anybody here, and nobody who waits has anything that another one needs; so there is no deadlock.
 */
public final class SingleFlight {
    private final ConcurrentMap<String, CompletableFuture<Optional<Signed>>> known = new ConcurrentHashMap<>();

    /**
     * A file that was signed.
     *
     * @param content that it had then
     * @param operations ids by which a signing service knows what it signed
     */
    record Signed(Path file, Fingerprint content, List<String> operations) {
        Signed {
            operations = List.copyOf(operations);
        }
    }

    /** Where the signature of a content is to come from. */
    sealed interface Source {
        /** This file has it. */
        record Done(Signed twin) implements Source {}

        /** Another one is being signed; ask again when that has ended, well or not. */
        record UnderWay(CompletionStage<?> end) implements Source {}
    }

    /** Nobody has signed it yet: whoever asked is to do so, and to close this whatever comes of it. */
    final class First implements Source, AutoCloseable {
        private final String key;
        private final CompletableFuture<Optional<Signed>> answer;

        private First(String key, CompletableFuture<Optional<Signed>> answer) {
            this.key = key;
            this.answer = answer;
        }

        void signed(Signed file) {
            answer.complete(Optional.of(file));
        }

        /** It was not signed, unless {@link #signed} was called. */
        @Override
        public void close() {
            if (!answer.isDone()) {
                known.remove(key, answer);
                answer.complete(Optional.empty());
            }
        }
    }

    /** @param key of a content, and of what is to be made of it */
    Source ask(String key) {
        while (true) {
            CompletableFuture<Optional<Signed>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<Signed>> other = known.putIfAbsent(key, mine);
            if (other == null) {
                return new First(key, mine);
            }
            if (!other.isDone()) {
                return new Source.UnderWay(other);
            }
            Optional<Signed> signed = other.join();
            if (signed.isPresent()) {
                return new Source.Done(signed.get());
            }
            known.remove(key, other);
        }
    }

    /** What an earlier build has signed, and left where it is. */
    void learn(String key, Signed file) {
        known.putIfAbsent(key, CompletableFuture.completedFuture(Optional.of(file)));
    }

    /** This file is no longer what it was, or does not do. */
    void forget(String key, Signed file) {
        known.computeIfPresent(
                key,
                (same, answer) ->
                        answer.getNow(Optional.empty()).filter(file::equals).isPresent() ? null : answer);
    }
}
