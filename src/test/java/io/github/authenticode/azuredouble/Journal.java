package io.github.authenticode.azuredouble;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The journal of requests that have come in. */
public final class Journal {
    private final Map<Place, AtomicInteger> requests = new EnumMap<>(Place.class);
    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> correlationIds = new CopyOnWriteArrayList<>();

    Journal() {
        for (Place place : Place.values()) {
            requests.put(place, new AtomicInteger());
        }
    }

    AtomicInteger requests(Place place) {
        return Objects.requireNonNull(requests.get(place));
    }

    /** Metered signatures. */
    AtomicInteger operations() {
        return operations;
    }

    /** Access tokens given away. */
    AtomicInteger tokens() {
        return tokens;
    }

    List<String> violations() {
        return violations;
    }

    List<String> correlationIds() {
        return correlationIds;
    }
}
