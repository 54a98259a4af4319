package io.github.authenticode.plan.policy;

import java.util.Locale;

/** The consequence for a file that breaks a rule. */
public enum Severity {
    /** The file is rejected and the build fails. */
    ERROR,
    /** It is told on the console and in the report, and nothing else. */
    WARNING;

    /** As policies and reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
