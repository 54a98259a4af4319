package io.github.authenticode.run.reuse;

import java.io.DataInput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reading side of {@link RecordCodec}. */
final class RecordInput {
    private final DataInput in;
    private final Map<Class<?>, Blueprint> blueprints = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Object> records = new ArrayList<>();

    RecordInput(DataInput in) {
        this.in = in;
    }

    /** How a record is made: reflection is asked once for each type, and not for each record. */
    private record Blueprint(Constructor<?> constructor, List<Type> components) {
        static Blueprint of(Class<?> type) throws IOException {
            RecordComponent[] components = type.getRecordComponents();
            if (components == null) {
                throw new IOException("no record: " + type);
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new Blueprint(
                        constructor,
                        Arrays.stream(components)
                                .map(RecordComponent::getGenericType)
                                .toList());
            } catch (ReflectiveOperationException e) {
                throw new IOException(e);
            }
        }
    }

    Object read(Type type) throws IOException {
        if (type instanceof ParameterizedType generic) {
            List<Object> values = readAll(RecordCodec.element(generic));
            return generic.getRawType() == Optional.class ? values.stream().findFirst() : values;
        }
        if (type == String.class) {
            return readText();
        } else if (type == URI.class) {
            return URI.create(readText());
        } else if (type == boolean.class) {
            return in.readBoolean();
        } else if (type == int.class) {
            return in.readInt();
        } else if (type == long.class) {
            return in.readLong();
        } else if (type == Instant.class) {
            return Instant.ofEpochSecond(in.readLong(), in.readInt());
        }
        Class<?> raw = (Class<?>) type;
        return raw.isEnum() ? constant(raw, readText()) : readRecord(raw);
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("no constant of " + type + ": " + name);
    }

    private List<Object> readAll(Type element) throws IOException {
        List<Object> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(read(element));
        }
        return values;
    }

    private String readText() throws IOException {
        int number = in.readInt();
        if (number != RecordOutput.NEW) {
            return known(texts, number);
        }
        String text = in.readUTF();
        texts.add(text);
        return text;
    }

    private Object readRecord(Class<?> type) throws IOException {
        int number = in.readInt();
        if (number != RecordOutput.NEW) {
            return known(records, number);
        }
        Blueprint blueprint = blueprints.get(type);
        if (blueprint == null) {
            blueprint = Blueprint.of(type);
            blueprints.put(type, blueprint);
        }
        Object[] values = new Object[blueprint.components().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(blueprint.components().get(i));
        }
        try {
            Object made = blueprint.constructor().newInstance(values);
            records.add(made);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static <T> T known(List<T> all, int number) throws IOException {
        if (number < 1 || number > all.size()) {
            throw new IOException("nothing has the number " + number);
        }
        return all.get(number - 1);
    }
}
