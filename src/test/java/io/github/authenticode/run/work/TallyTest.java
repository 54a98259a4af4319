package io.github.authenticode.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final List<String> told = new ArrayList<>();
    private final Tally<String> tally = new Tally<>(4, new Watcher<String>() {
        @Override
        public void started(int files) {
            told.add("started " + files);
        }

        @Override
        public void ended(String result) {
            told.add("ended " + result);
        }

        @Override
        public void finished(int position, int total, String result) {
            told.add(position + "/" + total + " " + result);
        }
    });

    @Test
    void filesAreToldOfInTheOrderOfThePlanAndCountedAtOnce() {
        tally.start(4);
        tally.add(2, "c");
        tally.add(0, "a");
        tally.add(1, "b");
        tally.add(3, "d");

        assertThat(told)
                .containsExactly(
                        "started 4", "ended c", "ended a", "1/4 a", "ended b", "2/4 b", "3/4 c", "ended d", "4/4 d");
        assertThat(tally.inOrder()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void runThatIsCutShortTellsOfAllThatEnded() {
        tally.add(0, "a");
        tally.add(3, "d");
        tally.add(2, "c");
        tally.cutShort();
        tally.cutShort();

        assertThat(told).containsExactly("ended a", "1/4 a", "ended d", "ended c", "3/4 c", "4/4 d");
    }
}
