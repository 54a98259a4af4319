package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request, read whole. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(HttpExchange exchange, String method, String path, Map<String, String> query, byte[] body) {

    static Call of(HttpExchange exchange) throws IOException {
        return new Call(
                exchange,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                pairs(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")),
                exchange.getRequestBody().readAllBytes());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The parts of the path, without slashes. */
    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    void requireMethod(String wanted) throws Refusal {
        require(method.equals(wanted), 405, method + " " + path + " instead of " + wanted);
    }

    /** The query has exactly these names. */
    void requireQuery(Set<String> names) throws Refusal {
        require(query.keySet().equals(names), 400, path + " has the query " + query.keySet() + " instead of " + names);
    }

    void requireContentType(String wanted) throws Refusal {
        String type = header("Content-Type").orElse("none").toLowerCase(Locale.ROOT);
        require(type.split(";", -1)[0].trim().equals(wanted), 415, path + " has the content type " + type);
    }

    /** The fields of a form. */
    Map<String, String> form() throws Refusal {
        requireContentType("application/x-www-form-urlencoded");
        return pairs(new String(body, UTF_8));
    }

    static void require(boolean condition, int status, String reason) throws Refusal {
        if (!condition) {
            throw Refusal.violation(status, reason);
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
        }
        return pairs;
    }

    void send(Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
