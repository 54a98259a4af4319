package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.gate.CopyComparer;
import io.github.authenticode.run.gate.ScriptedCopyComparer;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.format.ContentComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file over which the stack or the heap overflows, wherever that happens, is the only one that fails. */
class OverflowTest {
    @TempDir
    Path folder;

    static Stream<Arguments> overflows() {
        Supplier<Error> stack = StackOverflowError::new;
        Supplier<Error> heap = () -> new OutOfMemoryError("Java heap space");
        return Stream.of(1, 3)
                .flatMap(
                        batch -> Stream.of(stack, heap).map(overflow -> Arguments.of(batch, overflow, overflow.get())));
    }

    @ParameterizedTest(name = "{2} with {0} files a call")
    @MethodSource("overflows")
    void inTheEngine(int batch, Supplier<Error> overflow, Error error) throws Exception {
        Bench bench = bench(batch);
        bench.engine.on("bad.exe", task -> {
            throw overflow.get();
        });

        assertThat(problemOfTheOnlyOne(bench, error).id()).isEqualTo("engine-crashed");
    }

    @ParameterizedTest(name = "{2} with {0} files a call")
    @MethodSource("overflows")
    void inTheVerifier(int batch, Supplier<Error> overflow, Error error) throws Exception {
        Bench bench = bench(batch);
        ScriptedVerifier scripted = new ScriptedVerifier();
        bench.verifier = (path, format) -> {
            if (path.endsWith("bad.exe")) {
                throw overflow.get();
            }
            return scripted.verify(path, format);
        };

        assertThat(problemOfTheOnlyOne(bench, error).id()).isEqualTo("signature-rejected");
    }

    @ParameterizedTest(name = "{2} with {0} files a call")
    @MethodSource("overflows")
    void inTheComparison(int batch, Supplier<Error> overflow, Error error) throws Exception {
        Bench bench = bench(batch);
        ScriptedCopyComparer scripted = new ScriptedCopyComparer();
        bench.comparer = new CopyComparer() {
            @Override
            public ContentComparison compare(Path original, Path signed, FileFormat format) throws IOException {
                if (original.endsWith("bad.exe")) {
                    throw overflow.get();
                }
                return scripted.compare(original, signed, format);
            }

            @Override
            public boolean keepsSignatures(Path original, Path signed, FileFormat format) {
                return true;
            }
        };

        assertThat(problemOfTheOnlyOne(bench, error).id()).isEqualTo("content-not-comparable");
    }

    @ParameterizedTest(name = "{2} with {0} files a call")
    @MethodSource("overflows")
    void whereTheCopyIsMade(int batch, Supplier<Error> overflow, Error error) throws Exception {
        Bench bench = bench(batch);
        bench.disk = new FileOperations() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                if (source.endsWith("bad.exe")) {
                    throw overflow.get();
                }
                FileOperations.super.copy(source, target);
            }
        };

        Problem problem = problemOfTheOnlyOne(bench, error);

        assertThat(problem.id()).isEqualTo("signing-crashed");
        assertThat(problem.cause())
                .isEqualTo("This plugin crashed while it worked on bad.exe; the file was left as it was.");
        assertThat(problem.remedy()).endsWith(".");
    }

    private Bench bench(int batch) throws IOException {
        Bench bench = new Bench(folder, batch);
        for (String name : List.of("a.exe", "bad.exe", "c.exe")) {
            bench.add(name, name);
        }
        bench.engine.onOthers(ScriptedEngine.signing("scripted"));
        return bench;
    }

    private Problem problemOfTheOnlyOne(Bench bench, Error error) throws Exception {
        List<FileResult> results = bench.run();

        assertThat(results)
                .extracting(r -> r.outcome().getClass().getSimpleName())
                .containsExactly("Signed", "Failed", "Signed");
        assertThat(folder.resolve("bad.exe")).hasContent("bad.exe");
        Problem problem = Bench.problem(results.get(1));
        assertThat(problem.text()).contains(error.getClass().getName());
        return problem;
    }
}
