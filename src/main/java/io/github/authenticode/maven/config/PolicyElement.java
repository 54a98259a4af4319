package io.github.authenticode.maven.config;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.policy.PolicyNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <policy>} as it stands in the pom, so that it is read by the same rules as a policy file. An
 * element a rule, with the rule's name in Maven's spelling; several values are child elements of any name.
 *
 * <pre>{@code
 * <policy>
 *   <publisher>Example Ltd</publisher>
 *   <rsaKeySize severity="warning">3072</rsaKeySize>
 *   <zeroPadding>warning</zeroPadding>
 *   <publisherByFile>
 *     <runtime><files>target/dist/runtime/**</files><publisher>Microsoft Corporation</publisher></runtime>
 *   </publisherByFile>
 *   <unsignedFiles>
 *     <folders><folder>target/dist</folder></folders>
 *     <except><pattern>licences/*.js</pattern></except>
 *   </unsignedFiles>
 * </policy>
 * }</pre>
 */
record PolicyElement(PlexusConfiguration configuration) {
    PolicyNode.Fields stated() {
        Map<String, PolicyNode> rules = new LinkedHashMap<>();
        for (PlexusConfiguration child : configuration.getChildren()) {
            String place = "<policy><" + child.getName() + ">";
            PolicyNode stated = stated(child, place);
            PolicyNode earlier = rules.get(child.getName());
            rules.put(child.getName(), earlier == null ? stated : both(place, earlier, stated));
        }
        return new PolicyNode.Fields("<policy>", rules);
    }

    private static PolicyNode stated(PlexusConfiguration element, String place) {
        if (is(Rule.Form.FOLDERS, element)) {
            return fields(element, place);
        }
        return is(Rule.Form.BY_FILE, element) ? byFile(element, place) : graded(element, place);
    }

    private static boolean is(Rule.Form form, PlexusConfiguration element) {
        return Arrays.stream(Rule.values())
                .anyMatch(r -> r.form() == form && r.element().equals(element.getName()));
    }

    /** One entry, or child elements of any name that each are one. */
    private static PolicyNode byFile(PlexusConfiguration element, String place) {
        Map<String, PolicyNode> severity = new LinkedHashMap<>();
        severity(element, place, severity);
        boolean one = element.getChild("files", false) != null || element.getChild("publisher", false) != null;
        PolicyNode entries = one || element.getChildCount() == 0 ? entry(element, place) : entries(element, place);
        if (severity.isEmpty()) {
            return entries;
        }
        severity.put("value", entries);
        return new PolicyNode.Fields(place, severity);
    }

    private static PolicyNode entries(PlexusConfiguration element, String place) {
        return new PolicyNode.Items(
                place,
                Arrays.stream(element.getChildren())
                        .map(child -> entry(child, place + "<" + child.getName() + ">"))
                        .toList());
    }

    private static PolicyNode entry(PlexusConfiguration element, String place) {
        if (element.getChildCount() == 0) {
            return scalar(place, element.getValue());
        }
        Map<String, PolicyNode> fields = new LinkedHashMap<>();
        for (PlexusConfiguration child : element.getChildren()) {
            String where = place + "<" + child.getName() + ">";
            PolicyNode value = value(child, where);
            PolicyNode earlier = fields.get(child.getName());
            fields.put(child.getName(), earlier == null ? value : both(where, earlier, value));
        }
        return new PolicyNode.Fields(place, fields);
    }

    private static PolicyNode both(String place, PolicyNode one, PolicyNode other) {
        List<PolicyNode> items = new ArrayList<>(one instanceof PolicyNode.Items list ? list.items() : List.of(one));
        items.addAll(other instanceof PolicyNode.Items list ? list.items() : List.of(other));
        return new PolicyNode.Items(place, items);
    }

    /** A rule with parts of its own. */
    private static PolicyNode fields(PlexusConfiguration element, String place) {
        Map<String, PolicyNode> fields = new LinkedHashMap<>();
        severity(element, place, fields);
        for (PlexusConfiguration child : element.getChildren()) {
            fields.put(child.getName(), value(child, place + "<" + child.getName() + ">"));
        }
        return new PolicyNode.Fields(place, fields);
    }

    /** A rule with values, and maybe a severity. */
    private static PolicyNode graded(PlexusConfiguration element, String place) {
        Map<String, PolicyNode> fields = new LinkedHashMap<>();
        severity(element, place, fields);
        PolicyNode value = value(element, place);
        if (fields.isEmpty()) {
            return value;
        }
        if (!(value instanceof PolicyNode.Scalar scalar && scalar.text().isEmpty())) {
            fields.put("value", value);
        }
        return new PolicyNode.Fields(place, fields);
    }

    private static void severity(PlexusConfiguration element, String place, Map<String, PolicyNode> fields) {
        for (String attribute : element.getAttributeNames()) {
            if (attribute.startsWith("combine.")) {
                continue; // of Maven, for the inheritance of poms
            }
            fields.put(attribute, scalar(place + " " + attribute + "=", element.getAttribute(attribute)));
        }
    }

    private static PolicyNode value(PlexusConfiguration element, String place) {
        if (element.getChildCount() == 0) {
            return scalar(place, element.getValue());
        }
        List<PolicyNode> items = new ArrayList<>();
        for (PlexusConfiguration child : element.getChildren()) {
            items.add(scalar(place + "<" + child.getName() + ">", child.getValue()));
        }
        return new PolicyNode.Items(place, items);
    }

    private static PolicyNode.Scalar scalar(String place, @Nullable String text) {
        return new PolicyNode.Scalar(place, text == null ? "" : text.trim(), PolicyNode.Type.ANY);
    }
}
