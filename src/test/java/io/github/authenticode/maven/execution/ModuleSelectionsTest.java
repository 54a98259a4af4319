package io.github.authenticode.maven.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleSelectionsTest {
    private static final Set<String> MODULES = Set.of("parent", "app", "lib");
    private static final Optional<String> NOTHING = Optional.of("0 of 2 files were selected");

    private final ModuleSelections modules = new ModuleSelections();

    @Test
    void oneModuleWithAFileIsEnough() {
        assertThat(modules.told("parent", NOTHING, MODULES)).isEmpty();
        assertThat(modules.told("app", Optional.empty(), MODULES)).isEmpty();
        assertThat(modules.told("lib", NOTHING, MODULES)).isEmpty();
    }

    @Test
    void theLastOfModulesWithoutAFileNamesThemAll() {
        assertThat(modules.told("parent", NOTHING, MODULES)).isEmpty();
        assertThat(modules.told("lib", NOTHING, MODULES)).isEmpty();

        assertThat(modules.told(
                        "app", Optional.of("0 of 0 files were selected; the folder dist does not exist"), MODULES))
                .map(Problem::cause)
                .contains(
                        "No file to sign or verify in any of 3 modules; parent: 0 of 2 files were selected; lib: 0 of 2 files"
                                + " were selected; app: 0 of 0 files were selected; the folder dist does not exist.");
    }

    @Test
    void nothingIsSaidBeforeAllModulesHaveLooked() {
        modules.told("parent", NOTHING, MODULES);

        assertThat(modules.told("parent", NOTHING, MODULES)).isEmpty();
    }
}
