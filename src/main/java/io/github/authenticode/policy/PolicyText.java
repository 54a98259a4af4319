package io.github.authenticode.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JSON or YAML, token by token, so that every piece keeps its line. Of YAML only what JSON has as well: no aliases,
 * anchors or tags, which are what makes YAML readers exhaust the machine or create objects.
 */
final class PolicyText {
    private static final int MAX_DEPTH = 8;

    private final String name;
    private final JsonParser parser;
    private final Consumer<Problem> problems;

    private PolicyText(String name, JsonParser parser, Consumer<Problem> problems) {
        this.name = name;
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * @param name of the file, which tells JSON from YAML
     * @return absent if the text is neither; that is a problem then
     */
    static Optional<PolicyNode> parse(String name, String text, Consumer<Problem> problems) {
        JsonFactory factory = name.toLowerCase(Locale.ROOT).endsWith(".json") ? new JsonFactory() : new YAMLFactory();
        try (JsonParser parser = factory.createParser(text)) {
            return Optional.of(new PolicyText(name, parser, problems).document());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String reason = String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " ");
            problems.accept(unreadable(name + ", line " + line, reason));
        } catch (IOException e) {
            problems.accept(unreadable(name, String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    static Problem unreadable(String place, String reason) {
        return Problem.of(
                PolicyProblem.POLICY_UNREADABLE,
                place + ": This cannot be read as a policy: " + reason.replaceFirst("\\.$", "") + ".",
                "Correct the file; docs/policy.md shows what it may hold.");
    }

    private PolicyNode document() throws IOException {
        if (parser.nextToken() == null) {
            throw new IOException("it is empty");
        }
        PolicyNode document = piece("", 0);
        if (parser.nextToken() != null) {
            throw new IOException("it goes on after its end, in line " + line());
        }
        return document;
    }

    /** @param path of the piece, with dots; empty for the whole */
    private PolicyNode piece(String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("it is nested too deeply, in line " + line());
        }
        refuseYamlOnly();
        String place = name + ", line " + line() + (path.isEmpty() ? "" : ": " + path);
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(place, path, depth);
            case START_ARRAY -> items(place, path, depth);
            case VALUE_STRING -> new PolicyNode.Scalar(place, parser.getText(), PolicyNode.Type.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new PolicyNode.Scalar(place, parser.getText(), PolicyNode.Type.NUMBER);
            case VALUE_TRUE -> new PolicyNode.Scalar(place, "true", PolicyNode.Type.SWITCH);
            case VALUE_FALSE -> new PolicyNode.Scalar(place, "false", PolicyNode.Type.SWITCH);
            default -> new PolicyNode.Scalar(place, "", PolicyNode.Type.NOTHING);
        };
    }

    private PolicyNode fields(String place, String path, int depth) throws IOException {
        Map<String, PolicyNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            PolicyNode value = piece(path.isEmpty() ? key : path + "." + key, depth + 1);
            if (fields.putIfAbsent(key, value) != null) {
                problems.accept(Problem.of(
                        PolicyProblem.POLICY_STATED_TWICE,
                        value.place() + ": This stands here twice.",
                        "Remove one of them."));
            }
        }
        return new PolicyNode.Fields(place, fields);
    }

    private PolicyNode items(String place, String path, int depth) throws IOException {
        List<PolicyNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(piece(path + "[" + items.size() + "]", depth + 1));
        }
        return new PolicyNode.Items(place, items);
    }

    private void refuseYamlOnly() throws IOException {
        if (parser instanceof YAMLParser yaml
                && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null)) {
            throw new IOException("it has an alias, an anchor or a tag, in line " + line());
        }
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
