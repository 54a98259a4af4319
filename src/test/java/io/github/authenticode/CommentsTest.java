package io.github.authenticode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the form of comments in the sources, read as text. */
class CommentsTest {
    private static final Path SOURCES = Path.of("src");
    private static final int WIDTH = 120;

    /** A comment, and behind it annotations, modifiers and the word that makes a type of what follows. */
    private static final Pattern ASKING_TYPE_COMMENT =
            Pattern.compile("/\\*\\*[\\s*]*(What|Whether|How|Who|Whom|Whose|Where|Why|When|Which)\\b"
                    + "(?:[^*]|\\*(?!/))*+\\*/\\s*"
                    + "(?:@\\w[\\w.]*(?:\\([^)]*\\))?\\s+)*"
                    + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*"
                    + "(?:class|interface|enum|record|@interface)\\s+(\\w+)");

    private static final Pattern COMMENT_LINE = Pattern.compile("\\s*(?:/\\*\\*|\\*|// ).*");

    @Test
    void commentsOfTypesBeginWithANounAndNotWithAQuestion() {
        assertThat(inEachSource(CommentsTest::questions)).isEmpty();
    }

    @Test
    void linesOfCommentsHaveAtMost120Characters() {
        assertThat(inEachSource(CommentsTest::longLines)).isEmpty();
    }

    private static List<String> questions(String source) {
        return ASKING_TYPE_COMMENT
                .matcher(source)
                .results()
                .map(found -> found.group(2) + " begins with " + found.group(1))
                .toList();
    }

    private static List<String> longLines(String source) {
        List<String> lines = source.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).length() > WIDTH)
                .filter(i -> COMMENT_LINE.matcher(lines.get(i)).matches())
                .mapToObj(i -> "line " + (i + 1))
                .toList();
    }

    private static List<String> inEachSource(Function<String, List<String>> check) {
        assumeTrue(Files.isDirectory(SOURCES.resolve("main/java")), "the sources are not here");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> check.apply(read(file)).stream().map(finding -> file + ": " + finding))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
