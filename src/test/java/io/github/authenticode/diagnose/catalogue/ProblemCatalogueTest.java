package io.github.authenticode.diagnose.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.HResults;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the catalogue to its word: each id once, each raised by some code, each with a heading. */
class ProblemCatalogueTest {
    @Test
    void everyEnumOfIdsIsAnAreaOfItsOwn() {
        assertThat(ProblemArea.values()).allSatisfy(area -> {
            assertThat(area.problems()).isNotEmpty().allMatch(problem -> problem.area() == area);
            assertThat(area.title()).matches(ProblemCatalogueTest::isHeading);
            assertThat(area.summary()).startsWith("Raised ").endsWith(".");
        });
        assertThat(ProblemId.all().map(Object::getClass)).containsOnly(ProblemId.class.getPermittedSubclasses());
    }

    @Test
    void idsAreKebabCaseAndUnique() {
        assertThat(ProblemId.all().map(ProblemId::id))
                .hasSizeGreaterThan(300)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"))
                .contains("keystore-password", "hresult-800b010c", "signtool-exit-3");
    }

    @Test
    void titlesAreUniqueAndFitAsHeadings() {
        assertThat(ProblemId.all().map(ProblemId::title))
                .doesNotHaveDuplicates()
                .allMatch(ProblemCatalogueTest::isHeading);
    }

    @Test
    void everyErrorNumberOfWindowsIsExplained() {
        assertThat(WindowsError.values()).allSatisfy(error -> {
            String number = "0x" + error.id().substring("hresult-".length());
            assertThat(HResults.find(number).map(Problem::id)).contains(error.id());
        });
    }

    /** Error numbers are left out: the one who raises them reads their constants from a table. */
    @Test
    void everyOtherIdIsRaisedByCode() {
        Set<String> raised = raised();

        assertThat(ProblemId.all()
                        .filter(Predicate.not(WindowsError.class::isInstance))
                        .filter(id -> !raised.contains(id.name())))
                .isEmpty();
    }

    private static Set<String> raised() {
        Set<String> areas = Arrays.stream(ProblemId.class.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toSet());
        JavaClasses house = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.github.authenticode");
        return house.stream()
                .filter(user -> !areas.contains(user.getName()))
                .flatMap(user -> user.getFieldAccessesFromSelf().stream())
                .map(JavaFieldAccess::getTarget)
                .filter(field -> areas.contains(field.getOwner().getName()))
                .map(field -> field.getName())
                .collect(Collectors.toSet());
    }

    private static boolean isHeading(String text) {
        return text.matches("[A-Z].*[^. ]") && text.length() <= 120;
    }
}
