package io.github.authenticode.policy;

import java.util.List;
import java.util.Map;

/** A piece of a policy as it was written, whatever it was written in, with the place where it stands. */
public sealed interface PolicyNode {
    /** How a message calls the place: {@code policy.yaml, line 7: rules.publisher} or {@code <policy><publisher>}. */
    String place();

    /** The type as which a value was written. A pom knows no types: there a text may be meant as any. */
    enum Type {
        TEXT("a text"),
        NUMBER("a number"),
        SWITCH("true or false"),
        NOTHING("empty"),
        ANY("a text");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A single value. */
    record Scalar(String place, String text, Type type) implements PolicyNode {
        boolean mayBe(Type wanted) {
            return type == wanted || type == Type.ANY;
        }
    }

    /** A list. */
    record Items(String place, List<PolicyNode> items) implements PolicyNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Names and what they stand for.
     *
     * @param fields in the order in which they were written
     */
    record Fields(String place, Map<String, PolicyNode> fields) implements PolicyNode {}

    /** What kind of thing it is, for a message. */
    default String kind() {
        if (this instanceof Scalar scalar) {
            return scalar.type().words();
        }
        return this instanceof Items ? "a list" : "a mapping";
    }
}
