package io.github.authenticode.report;

import io.github.authenticode.report.html.HtmlReport;
import io.github.authenticode.report.record.Report;
import java.io.IOException;
import java.io.StringWriter;

/** Reports as text. */
public final class ReportText {
    private ReportText() {}

    static String json(Report report) throws IOException {
        StringWriter out = new StringWriter();
        ReportJson.write(report, out);
        return out.toString();
    }

    public static String html(Report report) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(report, out);
        return out.toString();
    }
}
