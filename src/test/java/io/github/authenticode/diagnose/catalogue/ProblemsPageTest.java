package io.github.authenticode.diagnose.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/problems.md} true: it is made from the catalogue. Where it no longer fits, the new page is
 * {@code target/problems.md}.
 */
class ProblemsPageTest {
    private static final Path PAGE = Path.of("docs/problems.md");
    private static final Path MADE = Path.of("target/problems.md");
    private static final String INTRODUCTION = """
            # Problems

            Problems that stop a build or fail a file, area by area. Reports name a problem by its id. The message of the build says
            more than this page: the cause with the names of your files, and what to do next. What is wrong with a signature is no
            problem in this sense: it breaks a [rule of the policy](policy.md).
            """;

    @Test
    void everyProblemHasItsSection() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (ProblemArea area : ProblemArea.values()) {
            page.append("\n## ")
                    .append(area.title())
                    .append("\n\n")
                    .append(area.summary())
                    .append('\n');
            for (ProblemId problem : area.problems()) {
                page.append("\n### ").append(escaped(problem.title()));
                page.append("\n\n`").append(problem.id()).append("`\n");
            }
        }
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, page);

        assertThat(PAGE).as("Copy " + MADE + " over it.").hasContent(page.toString());
    }

    /** Names such as NTE_BAD_DATA are no emphasis. */
    private static String escaped(String title) {
        return title.replace("_", "\\_").replace("<", "&lt;");
    }
}
