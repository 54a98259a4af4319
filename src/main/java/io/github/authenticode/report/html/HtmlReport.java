package io.github.authenticode.report.html;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.report.record.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The writer of a report as one HTML page that needs nothing else: no script, no font, no image, and a content security
 * policy that forbids them. File names, subjects and descriptions come from files that may be hostile; the template
 * engine escapes all of them, and none becomes a link.
 */
public final class HtmlReport {
    private static final String TEMPLATE = "report.mustache.html";

    private HtmlReport() {}

    public static void write(Report report, Writer out) throws IOException {
        Template template = Mustache.compiler()
                .withEscaper(text -> Escapers.HTML.escape(ForeignText.visible(text)))
                .withFormatter(HtmlReport::text)
                .strictSections(true)
                .emptyStringIsFalse(true)
                .compile(template());
        try {
            template.execute(HtmlPage.of(report), out);
        } catch (MustacheException e) {
            if (e.getCause() instanceof IOException full) {
                throw full;
            }
            throw e;
        }
    }

    /**
     * A section asks whatever it is of whether it is an empty text. A record is none, and need not write itself out to
     * say so.
     */
    private static String text(Object value) {
        return value instanceof Record ? "record" : String.valueOf(value);
    }

    private static String template() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IOException(TEMPLATE + " is missing from the plugin's jar. Install the plugin again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
