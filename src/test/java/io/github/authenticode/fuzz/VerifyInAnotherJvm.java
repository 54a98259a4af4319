package io.github.authenticode.fuzz;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.verification.VerificationRun;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies a file, or all files of a folder, as the goal does, and prints the milliseconds, then one line for each
 * file.
 */
final class VerifyInAnotherJvm {
    private VerifyInAnotherJvm() {}

    /** @param arguments root certificate, format, the file or folder, how many at a time */
    public static void main(String[] arguments) throws Exception {
        FileFormat format = FileFormat.valueOf(arguments[1]);
        List<PlannedFile> files = files(Path.of(arguments[2])).stream()
                .map(path -> new PlannedFile(path, path.getFileName().toString(), format))
                .toList();
        Policy lenient = new Policy(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty());
        Clock clock = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);
        long began = System.nanoTime();
        TrustAnchors anchors = TrustAnchors.load(List.of(Path.of(arguments[0])));
        List<VerifiedFile> verified = new VerificationRun(new AuthenticodeVerifier(lenient, anchors, clock), clock)
                .run(files, Integer.parseInt(arguments[3]), (position, total, file) -> {});
        System.out.println((System.nanoTime() - began) / 1_000_000);
        verified.forEach(file -> System.out.println(
                file.verdict().isTrusted() + " " + file.verdict().violations()));
    }

    private static List<Path> files(Path path) throws Exception {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.sorted().toList();
        }
    }
}
