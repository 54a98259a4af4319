package io.github.authenticode.cloud.credential.base;

import io.github.authenticode.http.HttpExchange.Answer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Few words on an answer that is none of Azure's. Of its text only a page's title is shown: the rest may repeat the
 * request.
 */
final class PageText {
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]{1,100})");
    private static final int SEARCHED = 16 * 1024;

    private PageText() {}

    static String describe(Answer answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("no content type");
        String start = new String(answer.body(), 0, Math.min(answer.body().length, SEARCHED), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(start);
        return "HTTP " + answer.status() + ", " + type
                + (title.find() ? ", \"" + title.group(1).strip().replaceAll("\\s+", " ") + "\"" : "");
    }
}
