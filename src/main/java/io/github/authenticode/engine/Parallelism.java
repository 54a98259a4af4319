package io.github.authenticode.engine;

import java.util.OptionalInt;

/**
 * The number of calls of an engine that may be under way at a time, in one run.
 *
 * @param usual where the user says nothing
 * @param most whatever the user says
 */
public record Parallelism(int usual, int most) {
    /** For a tool whose calls spoil each other's. */
    public static final Parallelism NONE = new Parallelism(1, 1);

    public Parallelism {
        if (usual < 1 || most < usual) {
            throw new IllegalArgumentException("1 <= usual <= most: " + usual + ", " + most);
        }
    }

    /** So many, unless the user says otherwise. */
    public static Parallelism of(int usual) {
        return new Parallelism(usual, Integer.MAX_VALUE);
    }

    /** How many it will be. */
    public int calls(OptionalInt wanted) {
        return Math.min(most, wanted.orElse(usual));
    }
}
