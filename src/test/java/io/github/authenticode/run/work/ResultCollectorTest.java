package io.github.authenticode.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultCollectorTest {
    private final List<String> told = new ArrayList<>();
    private final ResultCollector<String> collector = new ResultCollector<>(4, new ResultListener<String>() {
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
        collector.start(4);
        collector.add(2, "c");
        collector.add(0, "a");
        collector.add(1, "b");
        collector.add(3, "d");

        assertThat(told)
                .containsExactly(
                        "started 4", "ended c", "ended a", "1/4 a", "ended b", "2/4 b", "3/4 c", "ended d", "4/4 d");
        assertThat(collector.inOrder()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void runThatIsCutShortTellsOfAllThatEnded() {
        collector.add(0, "a");
        collector.add(3, "d");
        collector.add(2, "c");
        collector.cutShort();
        collector.cutShort();

        assertThat(told).containsExactly("ended a", "1/4 a", "ended d", "ended c", "3/4 c", "4/4 d");
    }
}
