package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.reuse.LengthPrefixed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions of a verdict, beside the content of the file: what was accepted under one of these counts under no
 * other.
 */
public final class VerdictKey {
    private VerdictKey() {}

    /**
     * Their digest, hexadecimal.
     *
     * @param version of this plugin
     */
    static String of(SigningPlan plan, String version) throws InterruptedException {
        Policy policy = plan.policy();
        String text = LengthPrefixed.text(List.of(
                version,
                AcceptedFiles.FORM,
                plan.identity().element(),
                plan.engine(),
                policy.toString(),
                roots(policy.trustedRoots())));
        return HexFormat.of().formatHex(Fingerprint.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The content of named roots. Those of a system are not read: what changes there is noticed after a day. */
    private static String roots(List<Path> roots) throws InterruptedException {
        if (roots.isEmpty()) {
            return String.join(
                    "\n",
                    System.getProperty("java.home"),
                    Runtime.version().toString(),
                    System.getProperty("javax.net.ssl.trustStore", ""));
        }
        List<String> contents = new ArrayList<>();
        for (Path root : roots) {
            for (Path one : filesOf(root)) {
                contents.add(one + " "
                        + Fingerprint.ifReadable(one).map(Fingerprint::sha256).orElse("?"));
            }
        }
        return String.join("\n", contents);
    }

    private static List<Path> filesOf(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of(root);
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            // Whoever reads the roots will say what is wrong with them.
            return List.of(root);
        }
    }
}
