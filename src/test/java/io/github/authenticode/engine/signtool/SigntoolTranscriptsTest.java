package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded run of the genuine signtool.exe has one right reading. */
class SigntoolTranscriptsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void transcriptIsReadAs(Reading reading) {
        assertThat(reading.answer()).isEqualTo(reading.expected());
    }

    @Test
    void allTranscriptsOfBothVersionsAreInTheTable() throws IOException {
        assertThat(all().map(Reading::name))
                .doesNotHaveDuplicates()
                .hasSize(278)
                .filteredOn(n -> n.startsWith("26-"))
                .hasSize(139);
    }

    @Test
    void theToolsOwnWordsAreTheEvidence() {
        Reading reading = new Reading("26-sign-tr-refused", List.of("a.exe"), "");
        assertThat(reading.problems().get(0).text())
                .isEqualTo("The timestamp authority did not answer, or answered with something that is no timestamp. "
                        + "(SignTool Error: The specified timestamp server either could not be reached or returned an "
                        + "invalid response. SignTool Error: An error occurred while attempting to sign: a.exe) "
                        + "Check that the machine reaches the authority over http and that its address is right, or name "
                        + "a second one in <timestamp>.");
    }

    static Stream<Reading> all() throws IOException {
        return Reading.all().stream();
    }
}
