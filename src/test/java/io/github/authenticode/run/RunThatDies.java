package io.github.authenticode.run;

import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.staging.DyingDisk;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.run.ScriptedEngine.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Signs the files of a folder anew, three at a time, with cache and journal, and prints how each of them ended. It dies
 * at an operation of the disk that is told to it, unless it is killed before. Each signature is billed in a file.
 */
final class RunThatDies {
    /** Printed when every file is good, before the journal is dropped. */
    static final String ALL_GOOD = "all good";

    /** Printed last. */
    static final String ENDED = "ended";

    private RunThatDies() {}

    /** Folder, name of the signer, number of the operation (0 for none), phase. */
    public static void main(String[] arguments) throws Exception {
        Bench bench = bench(
                Path.of(arguments[0]),
                arguments[1],
                new DyingDisk(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
        bench.progress = (position, total, result) -> print(line(result));
        bench.reuse = bench.reuse.whenReported(drop -> {
            // Once the journal is gone, another run is entitled to replace all signatures anew.
            print(ALL_GOOD);
            drop.run();
        });
        bench.run();
        bench.warnings.forEach(w -> print("WARNING " + w));
        print(ENDED);
    }

    static Bench bench(Path folder, String signer, FileOperations disk) throws Exception {
        Bench bench = RunInAnotherJvm.bench(folder);
        Behaviour signing = RunInAnotherJvm.signingInSeveralWrites(signer);
        Path bill = folder.resolve("bill");
        bench.engine.onOthers(task -> {
            Files.writeString(
                    bill, task.file().getFileName() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return signing.of(task);
        });
        bench.disk = disk;
        bench.existingSignature = ExistingSignature.REPLACE;
        bench.timestamped = false;
        bench.concurrency = 3;
        return bench.caching(folder.resolve("cache"));
    }

    /** {@code ENGINE 01.exe}, {@code CACHE 02.exe}, {@code EARLIER_RUN 03.exe}, or what went wrong. */
    static String line(FileResult result) {
        String word = result.outcome() instanceof Outcome.Signed signed
                ? signed.origin().name().toUpperCase(Locale.ROOT)
                : result.outcome().toString();
        return word + " " + result.file().name();
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
