package io.github.authenticode.run;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.verify.CertificateInfo;
import io.github.authenticode.verify.SignatureVerdict;
import io.github.authenticode.verify.TimestampInfo;
import io.github.authenticode.verify.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the verifier accepted lately, so that a build in which nothing changed opens no key, reads no trusted roots and verifies no
 * file. The content of every file is still read and must have the same SHA-256. It is believed for a day at most, not beyond the
 * next expiry of a certificate in it, and not if it comes from the future.
 */
public final class AcceptedFiles {
    /** As long as a list of revoked certificates usually holds. */
    static final Duration BELIEVED = Duration.ofHours(24);

    private static final int DIGEST = 32;

    private final SigningPlan plan;
    private final String conditions;
    private final Path file;
    private final Clock clock;
    private final Instant began;

    private AcceptedFiles(SigningPlan plan, String conditions, Clock clock) {
        this.plan = plan;
        this.conditions = conditions;
        this.clock = clock;
        this.began = clock.instant();
        this.file = plan.workFolder().resolve("accepted-" + conditions.substring(0, 32));
    }

    /**
     * For one plan.
     *
     * @param version of this plugin
     */
    public static AcceptedFiles of(SigningPlan plan, String version, Clock clock) throws InterruptedException {
        String files = plan.files().stream()
                .map(f -> f.path() + " " + f.name() + " " + f.format())
                .collect(Collectors.joining("\n"));
        String text = Stable.text(List.of(
                version,
                RecordCodec.FORM + RecordCodec.shape(Remembered.class),
                plan.identity().element(),
                plan.policy().toString(),
                roots(plan.policy().trustedRoots()),
                files));
        return new AcceptedFiles(
                plan, HexFormat.of().formatHex(Fingerprint.digest(text.getBytes(StandardCharsets.UTF_8))), clock);
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

    /**
     * A run that found every file good.
     *
     * @param engine that was to sign
     * @param trustSources whose roots the verifier trusted
     */
    public record Remembered(String engine, List<String> trustSources, List<Entry> entries) {
        /** One file that was accepted. */
        record Entry(String name, String sha256, Instant accepted, Verdict verdict) {}
    }

    /**
     * What there is to know if no file needs to be signed or verified.
     *
     * @param since the earliest instant at which one of the files was accepted
     */
    public record UpToDate(Remembered run, List<FileResult> results, Instant since) {}

    /** Empty if any file changed, or if it is time to verify again. */
    public Optional<UpToDate> find() throws InterruptedException {
        Optional<Remembered> remembered = read();
        if (remembered.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Remembered.Entry> byName = new HashMap<>();
        remembered.get().entries().forEach(e -> byName.put(e.name(), e));
        List<FileResult> results = new ArrayList<>();
        for (PlannedFile planned : plan.files()) {
            Optional<FileResult> result = result(planned, Optional.ofNullable(byName.get(planned.name())));
            if (result.isEmpty()) {
                return Optional.empty();
            }
            results.add(result.get());
        }
        Optional<Instant> since =
                byName.values().stream().map(Remembered.Entry::accepted).min(Instant::compareTo);
        return since.map(instant -> new UpToDate(remembered.get(), results, instant));
    }

    private Optional<FileResult> result(PlannedFile planned, Optional<Remembered.Entry> entry)
            throws InterruptedException {
        Instant now = clock.instant();
        if (entry.filter(e -> isBelieved(e, now)).isEmpty()) {
            return Optional.empty();
        }
        Optional<Fingerprint> content = Fingerprint.ifReadable(planned.path());
        Optional<String> sha256 = content.map(Fingerprint::sha256);
        if (!sha256.equals(entry.map(Remembered.Entry::sha256))) {
            return Optional.empty();
        }
        return Optional.of(new FileResult(
                planned,
                content.map(Fingerprint::size).orElse(0L),
                sha256,
                sha256,
                0,
                List.of(),
                Elapsed.since(now, clock),
                new Outcome.Skipped(
                        entry.get().verdict(), Optional.of(entry.get().accepted()))));
    }

    private static boolean isBelieved(Remembered.Entry entry, Instant now) {
        Instant accepted = entry.accepted();
        Stream<CertificateInfo> certificates =
                entry.verdict().signatures().stream().flatMap(AcceptedFiles::certificates);
        return !now.isBefore(accepted)
                && now.isBefore(accepted.plus(BELIEVED))
                && certificates
                        .map(CertificateInfo::notAfter)
                        .noneMatch(end -> end.isAfter(accepted) && !now.isBefore(end));
    }

    private static Stream<CertificateInfo> certificates(SignatureVerdict signature) {
        Stream<CertificateInfo> authority = signature.timestamp().flatMap(TimestampInfo::authority).stream();
        Stream<CertificateInfo> stampers = signature.evidence().stream().flatMap(e -> e.timestampChain().stream());
        return Stream.of(signature.signer().stream(), signature.chain().stream(), authority, stampers)
                .flatMap(s -> s);
    }

    private Optional<Remembered> read() throws InterruptedException {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int end = bytes.length - DIGEST;
            if (end < 0
                    || !MessageDigest.isEqual(
                            digest(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
                return Optional.empty();
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
            return Optional.of((Remembered) RecordCodec.read(Remembered.class, in));
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
    }

    /** Of the conditions too, so that what was accepted under others is as good as damaged. */
    private byte[] digest(byte[] content) {
        byte[] before = conditions.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(before, before.length + content.length);
        System.arraycopy(content, 0, all, before.length, content.length);
        return Fingerprint.digest(all);
    }

    /** Remembers the results of a run if every file is good. What cannot be written is not remembered. */
    public void remember(String engine, List<String> trustSources, List<FileResult> results) {
        List<Remembered.Entry> entries =
                results.stream().flatMap(r -> entry(r).stream()).toList();
        if (entries.size() == plan.files().size()) {
            Leftovers.removeIfPossible(() -> write(new Remembered(engine, trustSources, entries)));
        }
    }

    private Optional<Remembered.Entry> entry(FileResult result) {
        String sha256 = result.sha256After().orElse("");
        String name = result.file().name();
        if (result.outcome() instanceof Outcome.Signed signed
                && signed.verdict().isTrusted()) {
            return Optional.of(new Remembered.Entry(name, sha256, began, signed.verdict()));
        }
        return result.outcome() instanceof Outcome.Skipped skipped
                ? Optional.of(
                        new Remembered.Entry(name, sha256, skipped.judged().orElse(began), skipped.verdict()))
                : Optional.empty();
    }

    private void write(Remembered remembered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecordCodec.write(remembered, new DataOutputStream(bytes));
        bytes.write(digest(bytes.toByteArray()));
        Path temporary = file.resolveSibling("accepted-" + UUID.randomUUID() + ".new");
        try {
            Disk.REAL.create(temporary, bytes.toByteArray());
            Disk.REAL.move(temporary, file);
        } finally {
            Leftovers.removeIfPossible(() -> Files.deleteIfExists(temporary));
        }
    }
}
