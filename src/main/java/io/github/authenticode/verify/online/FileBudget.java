package io.github.authenticode.verify.online;

import io.github.authenticode.verify.online.Fetcher.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The amount that one file may have fetched for it, and how often nobody may answer: of the one file, since what a
 * stranger wrote into it must not change what is found out about others, and for each purpose, since the addresses of
 * missing issuers are the stranger's own and those for revocation an authority's. A file of two signatures with long
 * chains needs about a dozen. Of one thread.
 */
public final class FileBudget {
    private static final int MAX_FETCHES = 32;
    private static final int MAX_SILENCES = 6;
    private static final int MAX_SILENCES_OF_A_HOST = 2;

    private final Map<Purpose, Spent> spent = new EnumMap<>(Purpose.class);
    private int refusals;

    private enum Purpose {
        REVOCATION,
        ISSUERS;

        static Purpose of(Kind kind) {
            return kind == Kind.CERTIFICATES ? ISSUERS : REVOCATION;
        }
    }

    private static final class Spent {
        private final Map<String, Integer> silencesByHost = new HashMap<>();
        private int fetches;
        private int silences;
    }

    /** The failure of one file whose budget is spent; it says nothing of the address. */
    static final class SpentException extends IOException {
        private static final long serialVersionUID = 1L;

        SpentException(String message) {
            super(message);
        }
    }

    /** Before something is fetched. */
    void spend(Kind kind, URI address) throws SpentException {
        Spent of = of(kind);
        if (of.silencesByHost.getOrDefault(host(address), 0) >= MAX_SILENCES_OF_A_HOST) {
            throw refusal("not asked again, since this host gave no answer " + MAX_SILENCES_OF_A_HOST
                    + " times for this file");
        }
        if (of.silences >= MAX_SILENCES) {
            throw refusal("not asked, since " + MAX_SILENCES + " requests for this file were not answered");
        }
        if (++of.fetches > MAX_FETCHES) {
            throw refusal("not asked, since " + MAX_FETCHES + " requests were made for this file");
        }
    }

    /** There was no answer, and the build waited for it. */
    void unanswered(Kind kind, URI address) {
        Spent of = of(kind);
        of.silences++;
        of.silencesByHost.merge(host(address), 1, Integer::sum);
    }

    /** How often something was not asked for. */
    int refusals() {
        return refusals;
    }

    private Spent of(Kind kind) {
        return spent.computeIfAbsent(Purpose.of(kind), purpose -> new Spent());
    }

    private SpentException refusal(String message) {
        refusals++;
        return new SpentException(message);
    }

    private static String host(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
