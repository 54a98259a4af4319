package io.github.authenticode.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.testing.certificate.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private Optional<PolicyFile> read(String name, String text) throws Exception {
        return PolicyFile.read(Files.writeString(folder.resolve(name), text), problems::add);
    }

    private Map<Rule, Setting> settings(String name, String text) throws Exception {
        PolicyFile file = read(name, text).orElseThrow();
        assertThat(problems).isEmpty();
        return file.statements().entrySet().stream()
                .filter(e -> e.getValue().setting().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().setting().orElseThrow()));
    }

    private List<String> causes() {
        return problems.stream().map(Problem::cause).toList();
    }

    private static Setting error(String... values) {
        return new Setting(Severity.ERROR, List.of(values), List.of());
    }

    private static Setting warning(String... values) {
        return new Setting(Severity.WARNING, List.of(values), List.of());
    }

    @Test
    void yamlStatesRulesInShortAndInLong() throws Exception {
        assertThat(settings("policy.yaml", """
                        # what the company asks for
                        description: Release gate
                        rules:
                          publisher: [Example Ltd, "CN=Example GmbH, C=DE"]
                          subscriber-eku: 1.3.6.1.4.1.311.97.990309390.766961637
                          rsa-key-size: {severity: warning, value: 3072}
                          ec-key-size: {severity: warning}
                          timestamp-required: true
                          timestamp-rfc3161: error
                          zero-padding: warning
                          nothing-appended: false
                          digest-floor: sha384
                          unsigned-files:
                            severity: warning
                            folders: target/dist
                            except:
                              - licences/*.js
                        """))
                .containsOnly(
                        Map.entry(Rule.PUBLISHER, error("Example Ltd", "CN=Example GmbH, C=DE")),
                        Map.entry(Rule.SUBSCRIBER_EKU, error("1.3.6.1.4.1.311.97.990309390.766961637")),
                        Map.entry(Rule.RSA_KEY_SIZE, warning("3072")),
                        Map.entry(Rule.EC_KEY_SIZE, warning("256")),
                        Map.entry(Rule.TIMESTAMP_REQUIRED, error()),
                        Map.entry(Rule.TIMESTAMP_RFC3161, error()),
                        Map.entry(Rule.ZERO_PADDING, warning()),
                        Map.entry(Rule.DIGEST_FLOOR, error("SHA-384")),
                        Map.entry(
                                Rule.UNSIGNED_FILES,
                                new Setting(Severity.WARNING, List.of("target/dist"), List.of("licences/*.js"))));
    }

    @Test
    void exceptionThatCanMatchNothingIsRefused() throws Exception {
        read("policy.yaml", """
                rules:
                  unsigned-files:
                    folders: dist
                    except: [/dist/old/*.ps1, "C:\\\\dist\\\\*.js", ok/*.ps1]
                """);

        assertThat(causes())
                .hasSize(2)
                .allMatch(c -> c.contains("\" is absolute, and patterns are relative to a folder"));
    }

    @Test
    void jsonWithTabsStatesTheSame() throws Exception {
        assertThat(settings("policy.json", "{\n\t\"rules\": {\n\t\t\"maximum-signatures\": 2 }\n}"))
                .containsOnly(Map.entry(Rule.MAXIMUM_SIGNATURES, error("2")));
    }

    @Test
    void ruleThatIsSwitchedOffIsStated() throws Exception {
        PolicyFile file = read("a.yml", "rules:\n  nothing-appended: false\n").orElseThrow();

        assertThat(Objects.requireNonNull(file.statements().get(Rule.NOTHING_APPENDED))
                        .setting())
                .isEmpty();
        assertThat(file.source().name()).isEqualTo("a.yml");
        assertThat(file.source().sha256())
                .isEqualTo("faefdb9a1fd31a315a1a80e9b54749881cb3ee0b08375204076db841e16205f4");
    }

    @Test
    void allowedRootsAreFingerprintsOrFilesBesideThePolicy() throws Exception {
        byte[] der = TestPki.create().root().certificate().getEncoded();
        Files.write(folder.resolve("root.der"), der);
        String colons = "ab:".repeat(31) + "AB";

        Setting roots =
                Objects.requireNonNull(settings("p.yaml", "rules: {allowed-roots: [root.der, \"" + colons + "\"]}")
                        .get(Rule.ALLOWED_ROOTS));

        assertThat(roots.values()).hasSize(2).allMatch(v -> v.matches("[0-9A-F]{64}"));
        assertThat(roots.values().get(1)).isEqualTo("AB".repeat(32));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsLine() throws Exception {
        read("policy.yaml", """
                rule: x
                rules:
                  publihser: Example Ltd
                  publisher: 12
                  timestamp-required: perhaps
                  rsa-key-size: "3072"
                  digest-floor: SHA-1
                  zero-padding: {severity: info}
                  no-overlap: {severty: warning}
                  trusted-chain: warning
                  issuer:
                  maximum-signatures: [1]
                  page-hashes: true
                  page-hashes: false
                  unsigned-files: {except: a}
                  subscriber-eku: 1.3.6.1.4.1.311.97.1.0
                  allowed-roots: nowhere.pem
                """);

        assertThat(causes())
                .containsExactlyInAnyOrder(
                        "policy.yaml, line 14: rules.page-hashes: This stands here twice.",
                        "policy.yaml, line 1: rule: A policy file has no \"rule\"; it may have \"rules\".",
                        "policy.yaml, line 3: rules.publihser: There is no rule \"publihser\"; there is \"publisher\".",
                        "policy.yaml, line 4: rules.publisher: \"12\" is not a text.",
                        "policy.yaml, line 5: rules.timestamp-required: \"perhaps\" is not true, false, error or warning.",
                        "policy.yaml, line 6: rules.rsa-key-size: \"3072\" is not a number.",
                        "policy.yaml, line 7: rules.digest-floor: \"SHA-1\" is not SHA-256, SHA-384 or SHA-512.",
                        "policy.yaml, line 8: rules.zero-padding.severity: \"info\" is not one of the severities error"
                                + " and warning.",
                        "policy.yaml, line 9: rules.no-overlap.severty: A rule has no \"severty\"; it may have"
                                + " \"severity\".",
                        "policy.yaml, line 10: rules.trusted-chain: This rule always holds and is always an error, since"
                                + " without it a signature proves nothing: The signer's chain leads to a trusted root.",
                        "policy.yaml, line 11: rules.issuer: It is empty and not a text.",
                        "policy.yaml, line 12: rules.maximum-signatures: It is a list and not a number.",
                        "policy.yaml, line 15: rules.unsigned-files: It names no folders.",
                        "policy.yaml, line 16: rules.subscriber-eku: \"1.3.6.1.4.1.311.97.1.0\" stands in the Public"
                                + " Trust certificates of all subscribers, so it tells nobody apart.",
                        "policy.yaml, line 17: rules.allowed-roots: \"nowhere.pem\" is no SHA-256 fingerprint, and no"
                                + " file with certificates can be read there: NoSuchFileException.");
        assertThat(problems).extracting(Problem::remedy).allMatch(r -> r.matches("[A-Z].*\\."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: &a {}\nb: *a",
                "rules: !!javax.script.ScriptEngineManager []",
                "rules: {publisher: !!binary aGk=}",
                "rules: {publisher: [[[[[[[[[[x]]]]]]]]]]}",
                "rules: {}\n---\nrules: {}",
                "rules:\n\t- x",
                "rules: {",
                "- rules",
                "rules: []",
                "description: no rules",
                "",
            })
    void whatIsNoPolicyIsRefused(String text) throws Exception {
        assertThat(read("policy.yaml", text)).isEmpty();
        assertThat(problems).isNotEmpty().allMatch(p -> p.cause().startsWith("policy.yaml"));
    }

    @Test
    void syntaxErrorNamesItsLine() throws Exception {
        read("policy.json", "{\n  \"rules\": {\n    \"publisher\" \"x\"\n  }\n}");

        assertThat(causes())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("policy.json, line 3: This cannot be read as a policy: ");
    }

    @Test
    void deepNestingIsRefusedQuickly() throws Exception {
        read("policy.yaml", "[".repeat(60_000));
        read("policy.json", "[".repeat(60_000));

        assertThat(problems).hasSize(2);
    }

    @Test
    void largeFileIsRefused() throws Exception {
        read("policy.yaml", "#".repeat(64 * 1024) + "\nrules: {}");

        assertThat(causes()).containsExactly("policy.yaml: This cannot be read as a policy: it has more than 64 KiB.");
    }

    @Test
    void otherEndingsAndOtherBytesAreRefused() throws Exception {
        read("policy.xml", "rules: {}");
        PolicyFile.read(Files.write(folder.resolve("p.yaml"), new byte[] {(byte) 0xFF, 'a'}), problems::add);
        PolicyFile.read(folder.resolve("missing.yaml"), problems::add);

        assertThat(causes())
                .containsExactly(
                        "policy.xml: This cannot be read as a policy: its name ends in none of .json, .yaml, .yml.",
                        "p.yaml: This cannot be read as a policy: it is not UTF-8.",
                        "<policyFile>: " + folder.resolve("missing.yaml") + " cannot be read: NoSuchFileException.");
    }
}
