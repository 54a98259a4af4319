package io.github.authenticode.run.reuse;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/**
 * Writes records and reads them again, component by component: what a verdict is made of grows, and whatever it will be made of, this
 * need not know. What another version of the classes wrote is told apart by {@link #shape}.
 *
 * <p>A text, and a record that is the same object, is written once and then by its number, so that what ten thousand verdicts share
 * is shared again by those who read them.
 */
public final class RecordCodec {
    /** How it is written, for those who must tell it from another form. */
    static final String FORM = "numbered ";

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

    public static void write(Object value, DataOutput out) throws IOException {
        new RecordOutput(out).write(value);
    }

    /** @throws IOException if it is not what {@link #write} wrote of a value of this type */
    public static Object read(Type type, DataInput in) throws IOException {
        return new RecordInput(in).read(type);
    }

    static Type element(ParameterizedType generic) {
        return generic.getActualTypeArguments()[0];
    }
}
