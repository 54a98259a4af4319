package io.github.authenticode.policy;

import io.github.authenticode.diagnose.AntPattern;
import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The reader of rules, strictly and to the end: nothing is coerced, and everything that is wrong is a problem. */
public final class RulesReader {
    private static final String SEVERITY = "severity";
    private static final String VALUE = "value";
    private static final String FOLDERS = "folders";
    private static final String EXCEPT = "except";

    private final Function<Rule, String> name;
    private final Consumer<Problem> problems;
    private final ValueReader values;

    /**
     * @param name how rules are called there: {@link Rule#id} in a file, {@link Rule#element} in a pom
     * @param base folder that the files of {@link Rule#ALLOWED_ROOTS} are relative to
     */
    public RulesReader(Function<Rule, String> name, Path base, Consumer<Problem> problems) {
        this.name = name;
        this.problems = problems;
        this.values = new ValueReader(base, problems);
    }

    /** What is stated of each rule, as far as it can be understood. */
    public Map<Rule, RuleSetting> read(PolicyNode.Fields stated) {
        Map<Rule, RuleSetting> statements = new EnumMap<>(Rule.class);
        stated.fields().forEach((key, piece) -> {
            Optional<Rule> rule = Arrays.stream(Rule.values())
                    .filter(r -> name.apply(r).equals(key))
                    .findFirst();
            if (rule.isEmpty()) {
                problems.accept(unknown(key, piece.place()));
            } else if (rule.get().isFixed()) {
                problems.accept(fixed(rule.get(), piece.place()));
            } else {
                statement(rule.get(), piece).ifPresent(s -> statements.put(rule.get(), s));
            }
        });
        return statements;
    }

    private Optional<RuleSetting> statement(Rule rule, PolicyNode piece) {
        Severity usual = rule.usual().map(Setting::severity).orElse(Severity.ERROR);
        if (!(piece instanceof PolicyNode.Fields fields) || isEntry(rule, piece)) {
            return setting(rule, piece, usual);
        }
        List<String> allowed =
                rule.form() == Rule.Form.FOLDERS ? List.of(SEVERITY, FOLDERS, EXCEPT) : List.of(SEVERITY, VALUE);
        fields.fields().forEach((key, value) -> {
            if (!allowed.contains(key)) {
                problems.accept(unknownKey(key, value.place(), allowed));
            }
        });
        Optional<Severity> severity =
                Optional.ofNullable(fields.fields().get(SEVERITY)).flatMap(this::severity);
        boolean badSeverity = fields.fields().containsKey(SEVERITY) && severity.isEmpty();
        Optional<RuleSetting> statement = rule.form() == Rule.Form.FOLDERS
                ? folders(fields, severity.orElse(usual))
                : valued(rule, fields, severity.orElse(usual));
        return badSeverity ? Optional.empty() : statement;
    }

    private static boolean isEntry(Rule rule, PolicyNode piece) {
        return rule.form() == Rule.Form.BY_FILE && ByFileReader.isEntry(piece);
    }

    private Optional<RuleSetting> valued(Rule rule, PolicyNode.Fields fields, Severity severity) {
        PolicyNode value = fields.fields().get(VALUE);
        if (value != null) {
            return setting(rule, value, severity);
        }
        // A severity alone changes nothing else of a rule that holds anyway.
        List<String> usual = rule.usual().map(Setting::values).orElse(List.of());
        if (rule.form() != Rule.Form.SWITCH && usual.isEmpty()) {
            problems.accept(Problem.of(
                    PolicyProblem.POLICY_VALUE,
                    fields.place() + ": It has no value, and this rule has none by itself.",
                    "Add " + values.example(rule) + "."));
            return Optional.empty();
        }
        return holds(fields, new Setting(severity, usual, List.of()));
    }

    private Optional<RuleSetting> setting(Rule rule, PolicyNode piece, Severity severity) {
        return switch (rule.form()) {
            case FIXED -> Optional.empty();
            case SWITCH -> switched(piece, severity);
            case FOLDERS -> values.texts(rule, piece).flatMap(f -> holds(piece, new Setting(severity, f, List.of())));
            case BY_FILE ->
                new ByFileReader(values, problems)
                        .entries(piece)
                        .flatMap(e -> holds(piece, new Setting(severity, List.of(), List.of(), e)));
            case NAMES, OIDS, DIGEST, NUMBER, ROOTS ->
                values.read(rule, piece).flatMap(v -> holds(piece, new Setting(severity, v, List.of())));
        };
    }

    private Optional<RuleSetting> switched(PolicyNode piece, Severity severity) {
        String text = piece instanceof PolicyNode.Scalar scalar
                        && (scalar.mayBe(PolicyNode.Type.SWITCH) || scalar.mayBe(PolicyNode.Type.TEXT))
                ? scalar.text().trim()
                : "";
        return switch (text) {
            case "true" -> holds(piece, new Setting(severity, List.of(), List.of()));
            case "false" -> Optional.of(new RuleSetting(piece.place(), Optional.empty()));
            case "error" -> holds(piece, new Setting(Severity.ERROR, List.of(), List.of()));
            case "warning" -> holds(piece, new Setting(Severity.WARNING, List.of(), List.of()));
            default -> {
                problems.accept(values.wrong(piece, "true, false, error or warning", "true"));
                yield Optional.empty();
            }
        };
    }

    private Optional<RuleSetting> folders(PolicyNode.Fields fields, Severity severity) {
        PolicyNode folders = fields.fields().get(FOLDERS);
        if (folders == null) {
            problems.accept(Problem.of(
                    PolicyProblem.POLICY_VALUE,
                    fields.place() + ": It names no folders.",
                    "Add " + values.example(Rule.UNSIGNED_FILES) + "."));
            return Optional.empty();
        }
        PolicyNode except = fields.fields().get(EXCEPT);
        Optional<List<String>> excepted =
                except == null ? Optional.of(List.of()) : values.texts(Rule.UNSIGNED_FILES, except);
        excepted.ifPresent(patterns -> patterns.forEach(p -> refuse(p, except == null ? fields : except)));
        Optional<List<String>> named = values.texts(Rule.UNSIGNED_FILES, folders);
        return named.flatMap(f -> excepted.flatMap(e -> holds(fields, new Setting(severity, f, e))));
    }

    /** An exception that matches nothing would go unnoticed until it is needed. */
    private void refuse(String pattern, PolicyNode except) {
        AntPattern.objection(pattern)
                .ifPresent(objection -> problems.accept(Problem.of(
                        PolicyProblem.POLICY_VALUE,
                        except.place() + ": The pattern \"" + pattern + "\" " + objection
                                + ": the one that is watched.",
                        "Write it relative to that folder, for example **/*.ps1.")));
    }

    private Optional<Severity> severity(PolicyNode piece) {
        Optional<Severity> severity = Arrays.stream(Severity.values())
                .filter(s -> piece instanceof PolicyNode.Scalar scalar
                        && s.word().equals(scalar.text().trim()))
                .findFirst();
        if (severity.isEmpty()) {
            problems.accept(values.wrong(piece, "one of the severities error and warning", "warning"));
        }
        return severity;
    }

    private static Optional<RuleSetting> holds(PolicyNode piece, Setting setting) {
        return Optional.of(new RuleSetting(piece.place(), Optional.of(setting)));
    }

    private Problem unknown(String key, String place) {
        List<String> known =
                Arrays.stream(Rule.values()).filter(r -> !r.isFixed()).map(name).toList();
        return Problem.of(
                PolicyProblem.POLICY_UNKNOWN_RULE,
                place + ": There is no rule \"" + key + "\""
                        + Nearest.to(key, known)
                                .map(n -> "; there is \"" + n + "\".")
                                .orElse("."),
                "Remove or correct it; the rules are " + String.join(", ", known) + ".");
    }

    static Problem unknownKey(String key, String place, List<String> known) {
        return Problem.of(
                PolicyProblem.POLICY_UNKNOWN_KEY,
                place + ": A rule has no \"" + key + "\""
                        + Nearest.to(key, known)
                                .map(n -> "; it may have \"" + n + "\".")
                                .orElse("."),
                "Remove or correct it; this rule takes " + String.join(", ", known) + ".");
    }

    private static Problem fixed(Rule rule, String place) {
        return Problem.of(
                PolicyProblem.POLICY_FIXED_RULE,
                place + ": This rule always holds and is always an error, since without it a signature proves nothing: "
                        + rule.summary(),
                "Remove it.");
    }
}
