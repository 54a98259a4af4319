package io.github.authenticode.policy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.policy.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The reader of the values of rules; what is not of a rule's form is a problem. */
final class ValueReader {
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
    /** "All Public Trust" certificates carry it (Microsoft Learn, "Artifact Signing certificate management"). */
    private static final String PUBLIC_TRUST = "1.3.6.1.4.1.311.97.1.0";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{64}");

    private final Path base;
    private final Consumer<Problem> problems;

    ValueReader(Path base, Consumer<Problem> problems) {
        this.base = base;
        this.problems = problems;
    }

    /** Absent if anything is wrong. */
    Optional<List<String>> read(Rule rule, PolicyNode piece) {
        return switch (rule.form()) {
            case OIDS -> each(texts(rule, piece), piece, this::oid);
            case DIGEST -> single(rule, piece, PolicyNode.Type.TEXT).flatMap(s -> digest(rule, s));
            case NUMBER -> single(rule, piece, PolicyNode.Type.NUMBER).flatMap(s -> number(rule, s));
            case ROOTS -> each(texts(rule, piece), piece, this::root);
            case FIXED, SWITCH, NAMES, FOLDERS, BY_FILE -> texts(rule, piece);
        };
    }

    /** One text, or a list of at least one; none of them blank. */
    Optional<List<String>> texts(Rule rule, PolicyNode piece) {
        List<PolicyNode> items = piece instanceof PolicyNode.Items list ? list.items() : List.of(piece);
        List<String> texts = new ArrayList<>();
        for (PolicyNode item : items) {
            if (item instanceof PolicyNode.Scalar scalar
                    && scalar.mayBe(PolicyNode.Type.TEXT)
                    && !scalar.text().isBlank()) {
                texts.add(scalar.text().trim());
            } else {
                problems.accept(wrong(item, "a text", example(rule)));
            }
        }
        if (items.isEmpty()) {
            problems.accept(wrong(piece, "a text or a list of texts", example(rule)));
        }
        return texts.isEmpty() || texts.size() < items.size() ? Optional.empty() : Optional.of(texts);
    }

    private Optional<PolicyNode.Scalar> single(Rule rule, PolicyNode piece, PolicyNode.Type type) {
        if (piece instanceof PolicyNode.Scalar scalar && scalar.mayBe(type)) {
            return Optional.of(scalar);
        }
        problems.accept(wrong(piece, type.words(), example(rule)));
        return Optional.empty();
    }

    private Optional<List<String>> digest(Rule rule, PolicyNode.Scalar scalar) {
        Optional<DigestAlgorithm> digest = DigestAlgorithm.parse(scalar.text());
        if (digest.isEmpty()) {
            problems.accept(wrong(scalar, "SHA-256, SHA-384 or SHA-512", example(rule)));
        }
        return digest.map(d -> List.of(d.jcaName()));
    }

    private Optional<List<String>> number(Rule rule, PolicyNode.Scalar scalar) {
        String text = scalar.text().trim();
        if (!NUMBER.matcher(text).matches()) {
            problems.accept(wrong(scalar, "a whole number from 1 to 99999", example(rule)));
            return Optional.empty();
        }
        return Optional.of(List.of(text));
    }

    /** The reader of one text of a list, which else tells what is wrong with it. */
    private interface One {
        Optional<List<String>> read(String text, String place);
    }

    private static Optional<List<String>> each(Optional<List<String>> texts, PolicyNode piece, One one) {
        List<String> all = new ArrayList<>();
        boolean good = true;
        for (String text : texts.orElse(List.of())) {
            Optional<List<String>> read = one.read(text, piece.place());
            read.ifPresent(all::addAll);
            good &= read.isPresent();
        }
        return texts.isPresent() && good ? Optional.of(all) : Optional.empty();
    }

    private Optional<List<String>> oid(String text, String place) {
        String flaw = "";
        if (!OBJECT_IDENTIFIER.matcher(text).matches()) {
            flaw = " is no dotted object identifier.";
        } else if (text.equals(PUBLIC_TRUST)) {
            flaw = " stands in the Public Trust certificates of all subscribers, so it tells nobody apart.";
        }
        if (flaw.isEmpty()) {
            return Optional.of(List.of(text));
        }
        problems.accept(Problem.of(
                PolicyProblem.SUBSCRIBER_EKU,
                place + ": \"" + text + "\"" + flaw,
                "Write the longer one of your certificate profile, such as"
                        + " 1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583; the report of a file that it"
                        + " signed shows it."));
        return Optional.empty();
    }

    private Optional<List<String>> root(String text, String place) {
        String bare = text.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
        return FINGERPRINT.matcher(bare).matches()
                ? Optional.of(List.of(bare))
                : new RootFingerprints(base, problems).of(text, place);
    }

    Problem wrong(PolicyNode piece, String wanted, String example) {
        String found = piece instanceof PolicyNode.Scalar scalar && scalar.type() != PolicyNode.Type.NOTHING
                ? "\"" + scalar.text().trim() + "\" is not "
                : "It is " + piece.kind() + " and not ";
        return Problem.of(
                PolicyProblem.POLICY_VALUE,
                piece.place() + ": " + found + wanted + ".",
                "Write for example " + example + ".");
    }

    /** A value that would do. */
    String example(Rule rule) {
        return switch (rule.form()) {
            case NAMES -> "Example Ltd, or CN=Example Ltd, C=DE";
            case OIDS -> "1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583";
            case DIGEST -> "SHA-256";
            case NUMBER -> rule.usual().map(s -> s.values().get(0)).orElse("2");
            case ROOTS -> "the SHA-256 fingerprint of a root, or a file with its certificate";
            case FOLDERS -> "folders: target/dist";
            case BY_FILE -> "files: target/dist/runtime/**, publisher: Microsoft Corporation";
            case SWITCH, FIXED -> "true";
        };
    }
}
