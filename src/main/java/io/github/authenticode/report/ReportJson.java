package io.github.authenticode.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes a report as JSON: two spaces, {@code \n} on every system, the same bytes for the same report. */
public final class ReportJson {
    private ReportJson() {}

    static String write(Report report) throws JsonProcessingException {
        return JsonMapper.builder().build().writer(printer()).writeValueAsString(report) + "\n";
    }

    /** The same in nothing but ASCII, so that it survives whatever encoding a console has. */
    public static String ascii(Report report) throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build()
                        .writer(printer())
                        .writeValueAsString(report)
                + "\n";
    }

    private static DefaultPrettyPrinter printer() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
