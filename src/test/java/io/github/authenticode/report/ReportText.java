package io.github.authenticode.report;

import java.io.IOException;
import java.io.StringWriter;

/** Reports as text. */
final class ReportText {
    private ReportText() {}

    static String json(Report report) throws IOException {
        StringWriter out = new StringWriter();
        ReportJson.write(report, out);
        return out.toString();
    }

    static String html(Report report) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(report, out);
        return out.toString();
    }
}
