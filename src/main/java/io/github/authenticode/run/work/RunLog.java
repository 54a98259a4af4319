package io.github.authenticode.run.work;

/** Told of what a run notices beside its files. Called from any thread. */
public interface RunLog {
    /** Tells nobody. */
    RunLog NONE = new RunLog() {
        @Override
        public void warn(String text) {}

        @Override
        public void debug(String text) {}
    };

    /** What the user should look into, though no file fails for it. */
    void warn(String text);

    /** What was done to a file beyond signing it, and concerns nobody's decision. */
    default void note(String text) {
        debug(text);
    }

    /** What only a debug log wants to know. */
    void debug(String text);
}
