package io.github.authenticode.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes records and reads them again, component by component: what a verdict is made of grows, and whatever it will be made of, this
 * need not know. What another version of the classes wrote is told apart by {@link #shape}.
 */
final class RecordCodec {
    private RecordCodec() {}

    /** Which components of which types a record has, down to those that are no records. */
    static String shape(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType().getTypeName() + "<" + shape(element(generic)) + ">";
        }
        StringBuilder text = new StringBuilder(type.getTypeName());
        if (type instanceof Class<?> raw && raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                text.append(' ').append(component.getName()).append(':').append(shape(component.getGenericType()));
            }
        } else if (type instanceof Class<?> raw && raw.isEnum()) {
            text.append(Arrays.toString(raw.getEnumConstants()));
        }
        return text.append(';').toString();
    }

    static void write(Object value, DataOutput out) throws IOException {
        if (value instanceof String || value instanceof URI) {
            out.writeUTF(value.toString());
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
            out.writeUTF(constant.name());
        } else if (value instanceof Optional<?> optional) {
            writeAll(optional.stream().toList(), out);
        } else if (value instanceof List<?> list) {
            writeAll(list, out);
        } else {
            writeRecord(value, out);
        }
    }

    private static void writeAll(List<?> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            write(value, out);
        }
    }

    private static void writeRecord(Object value, DataOutput out) throws IOException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components == null) {
            throw new IOException("no record: " + value.getClass());
        }
        try {
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
                write(component.getAccessor().invoke(value), out);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IOException(e);
        }
    }

    /** @throws IOException if it is not what {@link #write} wrote of a value of this type */
    static Object read(Type type, DataInput in) throws IOException {
        if (type instanceof ParameterizedType generic) {
            List<Object> values = readAll(element(generic), in);
            return generic.getRawType() == Optional.class ? values.stream().findFirst() : values;
        }
        if (type == String.class) {
            return in.readUTF();
        } else if (type == URI.class) {
            return URI.create(in.readUTF());
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
        return raw.isEnum() ? constant(raw, in.readUTF()) : readRecord(raw, in);
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("no constant of " + type + ": " + name);
    }

    private static List<Object> readAll(Type element, DataInput in) throws IOException {
        List<Object> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(read(element, in));
        }
        return values;
    }

    private static Object readRecord(Class<?> type, DataInput in) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IOException("no record: " + type);
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(components[i].getGenericType(), in);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static Type element(ParameterizedType generic) {
        return generic.getActualTypeArguments()[0];
    }
}
