package io.github.authenticode.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.report.record.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writer of a report as JSON: two spaces, {@code \n} on every system, the same bytes for the same report.
 *
 * <p>These are the bytes that jackson-databind makes of the same records, and a test says so. Databind is not asked
 * itself because the 400 classes that it begins with cost a new JVM more than all that is written.
 */
public final class ReportJson {
    private final JsonFactory factory;
    private final JsonGenerator json;
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();

    private ReportJson(JsonFactory factory, JsonGenerator json) {
        this.factory = factory;
        this.json = json;
    }

    static void write(Report report, Writer out) throws IOException {
        write(report, new JsonFactory(), out);
    }

    /** The same in nothing but ASCII, so that it survives whatever encoding a console has. */
    public static String ascii(Report report) throws IOException {
        StringWriter out = new StringWriter();
        write(
                report,
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(),
                out);
        return out.toString();
    }

    private static void write(Report report, JsonFactory factory, Writer out) throws IOException {
        JsonGenerator json = factory.createGenerator(out).setPrettyPrinter(printer());
        new ReportJson(factory, json).value(report);
        json.writeRaw('\n');
        json.flush();
    }

    private static DefaultPrettyPrinter printer() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    private void value(Object value) throws IOException {
        if (value instanceof Record one) {
            object(one);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                value(element);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            text(value.toString());
        }
    }

    /** Who prints it to the log of a build must not command the machine that reads it. */
    private void text(String value) throws IOException {
        if (ForeignText.visible(value).equals(value)) {
            json.writeString(value);
            return;
        }
        StringWriter quoted = new StringWriter();
        try (JsonGenerator alone = factory.createGenerator(quoted)) {
            alone.writeString(value);
        }
        json.writeRawValue(ForeignText.inJson(quoted.toString()));
    }

    private void object(Record one) throws IOException {
        json.writeStartObject();
        for (Field field : fields.computeIfAbsent(one.getClass(), ReportJson::fields)) {
            Object value = field.of(one);
            if (value != null && !(field.unlessEmpty() && List.of().equals(value))) {
                json.writeFieldName(field.name());
                value(value);
            }
        }
        json.writeEndObject();
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
    }

    /**
     * A component of a record.
     *
     * @param unlessEmpty an empty list is left out as if it were absent
     */
    private record Field(String name, Method accessor, boolean unlessEmpty) {
        static Field of(RecordComponent component) {
            Method accessor = component.getAccessor();
            JsonProperty name = accessor.getAnnotation(JsonProperty.class);
            JsonInclude include = accessor.getAnnotation(JsonInclude.class);
            return new Field(
                    name == null ? component.getName() : name.value(),
                    accessor,
                    include != null && include.value() == JsonInclude.Include.NON_EMPTY);
        }

        @Nullable
        Object of(Record one) throws IOException {
            try {
                return accessor.invoke(one);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IOException(e);
            }
        }
    }
}
