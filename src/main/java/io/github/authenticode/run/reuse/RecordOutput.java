package io.github.authenticode.run.reuse;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writing side of {@link RecordCodec}. */
final class RecordOutput {
    /** Before what is written for the first time; it gets the next number, beginning with 1. */
    static final int NEW = 0;

    private final DataOutput out;
    private final Map<Class<?>, List<Method>> accessors = new HashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();

    /** By identity, since equality would look at every component of every record for each one that is written. */
    private final IdentityHashMap<Object, Integer> records = new IdentityHashMap<>();

    RecordOutput(DataOutput out) {
        this.out = out;
    }

    void write(Object value) throws IOException {
        if (value instanceof String text) {
            writeText(text);
        } else if (value instanceof URI uri) {
            writeText(uri.toString());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeLong(number);
        } else if (value instanceof Instant instant) {
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
        } else if (value instanceof Enum<?> constant) {
            writeText(constant.name());
        } else if (value instanceof Optional<?> optional) {
            writeAll(optional.stream().toList());
        } else if (value instanceof List<?> list) {
            writeAll(list);
        } else {
            writeRecord(value);
        }
    }

    private void writeAll(List<?> values) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            write(value);
        }
    }

    private void writeText(String text) throws IOException {
        Integer known = texts.get(text);
        out.writeInt(known == null ? NEW : known);
        if (known == null) {
            out.writeUTF(text);
            texts.put(text, texts.size() + 1);
        }
    }

    private void writeRecord(Object value) throws IOException {
        Integer known = records.get(value);
        out.writeInt(known == null ? NEW : known);
        if (known != null) {
            return;
        }
        try {
            for (Method accessor : accessors(value.getClass())) {
                write(accessor.invoke(value));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IOException(e);
        }
        records.put(value, records.size() + 1);
    }

    private List<Method> accessors(Class<?> type) throws IOException {
        List<Method> known = accessors.get(type);
        if (known != null) {
            return known;
        }
        if (!type.isRecord()) {
            throw new IOException("no record: " + type);
        }
        List<Method> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            found.add(component.getAccessor());
        }
        accessors.put(type, found);
        return found;
    }
}
