package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Series;
import io.github.authenticode.signtooldouble.SigntoolDoubleKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Many files in one call of signtool, and one call a file. The double is a JVM, which starts about as slowly as
 * signtool.
 */
final class SigntoolBatches implements Row {
    private static final int FILES = 200;
    private static final int BYTES = 115_000;
    private static final double REACH = 4;

    @Override
    public String name() {
        return "signtool-batches";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        Path calls = lab.folder().resolve("signtool-calls.log");
        Path signtool = spy(lab, calls);
        Series empty = new Series();
        Series batches = new Series();
        Series single = new Series();
        long starts = 0;
        long singleStarts = 0;
        boolean each = true;
        try (AzureDouble services = lab.services(Duration.ZERO, Duration.ofMillis(20))) {
            Project together = project(lab, "signtool-batches", services, signtool, "");
            Project alone = project(lab, "signtool-one-a-file", services, signtool, "<batch>1</batch>");
            together.fill(1, 0);
            together.prepare();
            alone.argument("-o");
            for (int i = 0; i < lab.runs(); i++) {
                together.fill(FILES, BYTES);
                empty.add(together.empty());
                Files.writeString(calls, "");
                batches.add(together.build());
                starts = starts(calls);
                each = each && isEachSignedOnce(calls);
                alone.fill(FILES, BYTES);
                Files.writeString(calls, "");
                single.add(alone.build());
                singleStarts = starts(calls);
            }
        }
        double factor = single.above(empty) / batches.above(empty);
        return new Line(
                FILES + " files through signtool (a double)",
                "one call a file",
                batches.above(empty),
                single.above(empty),
                String.format(Locale.ROOT, "%.1f times faster, %d starts", factor, starts),
                "at least 4 times faster, as many starts as batches",
                factor >= REACH && each && starts * 10 < singleStarts,
                (each ? "Each file in one call. " : "NOT each file in one call. ") + singleStarts
                        + " starts with one call a file. batches " + batches + ", one a file " + single
                        + ", empty " + empty);
    }

    private static Project project(Lab lab, String name, AzureDouble services, Path signtool, String more)
            throws IOException {
        Path files = lab.folder().resolve("signtool/files");
        return lab.ours(
                        name,
                        """
                <engine>signtool</engine>
                <signtool><executable>%s</executable>%s</signtool>
                <keystore>
                  <file>%s</file>
                  <type>PKCS12</type>
                  <passwordEnv>PFX_PASSWORD</passwordEnv>
                </keystore>
                <timestamp><urls><url>%s</url></urls></timestamp>
                <trustedRoots><trustedRoot>%s</trustedRoot><trustedRoot>%s</trustedRoot></trustedRoots>
                """.formatted(
                                        signtool,
                                        more,
                                        files.resolve("signer.pfx"),
                                        services.timestampUrl(),
                                        files.resolve("ca.cer"),
                                        lab.authorityRoot()),
                        "sign")
                .with("PFX_PASSWORD", "secret");
    }

    /** Stands before the double and notes each call. */
    private static Path spy(Lab lab, Path calls) throws Exception {
        Path command = SigntoolDoubleKit.install(lab.folder().resolve("signtool"));
        Path spy = lab.folder().resolve("signtool-spy/signtool");
        Files.createDirectories(spy.resolveSibling("."));
        Files.writeString(spy, "#!/bin/sh\necho \"$*\" >>'" + calls + "'\nexec '" + command + "' \"$@\"\n");
        if (!spy.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + spy);
        }
        return spy;
    }

    /** So that no call was more than the batches, and as many began as there were. */
    private static boolean isEachSignedOnce(Path calls) throws IOException {
        List<String> names = Files.readAllLines(calls, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("sign "))
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(argument -> argument.endsWith(".exe"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
        return names.size() == FILES && Set.copyOf(names).size() == FILES;
    }

    private static long starts(Path calls) throws IOException {
        List<String> lines = Files.readAllLines(calls, StandardCharsets.UTF_8);
        return lines.stream().filter(line -> line.startsWith("sign ")).count();
    }
}
