package io.github.authenticode.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A policy that a company keeps in one file, JSON or YAML; {@code policy-1.0.schema.json} describes it.
 *
 * @param source what the report says of it
 * @param statements as far as they could be understood
 */
public record PolicyFile(Policy.Source source, Map<Rule, RuleSetting> statements) {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");
    private static final String RULES = "rules";
    private static final List<String> KEYS = List.of("$schema", "description", RULES);

    /**
     * @param problems told of everything that is wrong with the file
     * @return absent if the file cannot be read at all
     */
    public static Optional<PolicyFile> read(Path file, Consumer<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        if (ENDINGS.stream().noneMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
            problems.accept(PolicyText.unreadable(name, "its name ends in none of " + String.join(", ", ENDINGS)));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
            if (bytes.length > MAX_LENGTH) {
                problems.accept(PolicyText.unreadable(name, "it has more than " + MAX_LENGTH / 1024 + " KiB"));
                return Optional.empty();
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return PolicyText.parse(name, text, problems)
                    .flatMap(document -> rules(document, problems))
                    .map(rules -> new RulesReader(Rule::id, file.resolveSibling(""), problems).read(rules))
                    .map(statements -> new PolicyFile(new Policy.Source(name, sha256(bytes)), statements));
        } catch (CharacterCodingException e) {
            problems.accept(PolicyText.unreadable(name, "it is not UTF-8"));
        } catch (IOException e) {
            problems.accept(Problem.of(
                    PolicyProblem.POLICY_FILE,
                    "<policyFile>: " + file + " cannot be read: " + ExceptionText.of(e) + ".",
                    "Write the path of a JSON or YAML file, relative to the project."));
        }
        return Optional.empty();
    }

    private static Optional<PolicyNode.Fields> rules(PolicyNode document, Consumer<Problem> problems) {
        if (!(document instanceof PolicyNode.Fields top)) {
            problems.accept(PolicyText.unreadable(document.place(), "it is " + document.kind() + " and no mapping"));
            return Optional.empty();
        }
        top.fields().forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                problems.accept(unknown(key, value.place()));
            } else if (!key.equals(RULES)
                    && !(value instanceof PolicyNode.Scalar scalar && scalar.mayBe(PolicyNode.Type.TEXT))) {
                problems.accept(PolicyText.unreadable(value.place(), "it is " + value.kind() + " and no text"));
            }
        });
        PolicyNode rules = top.fields().get(RULES);
        if (rules instanceof PolicyNode.Fields fields) {
            return Optional.of(fields);
        }
        problems.accept(
                rules == null
                        ? PolicyText.unreadable(top.place(), "it has no \"rules\"")
                        : PolicyText.unreadable(rules.place(), "it is " + rules.kind() + " and no mapping"));
        return Optional.empty();
    }

    private static Problem unknown(String key, String place) {
        return Problem.of(
                PolicyProblem.POLICY_UNKNOWN_KEY,
                place + ": A policy file has no \"" + key + "\""
                        + Nearest.to(key, KEYS)
                                .map(n -> "; it may have \"" + n + "\".")
                                .orElse("."),
                "Remove or correct it, and put rules under \"rules\".");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
