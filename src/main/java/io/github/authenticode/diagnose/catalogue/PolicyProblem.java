package io.github.authenticode.diagnose.catalogue;

/** Problems of a policy, in the pom or in a file of its own. */
public enum PolicyProblem implements ProblemId {
    POLICY_FILE("Policy file that cannot be read"),
    POLICY_UNREADABLE("Policy file that is no JSON or YAML of a policy"),
    POLICY_UNKNOWN_KEY("Key that a policy file does not have"),
    POLICY_UNKNOWN_RULE("Rule that does not exist"),
    POLICY_FIXED_RULE("Rule that cannot be changed"),
    POLICY_VALUE("Value that a rule does not take"),
    POLICY_STATED_TWICE("Rule that is stated twice"),
    POLICY_ROOT("Root of a policy that cannot be read"),
    SUBSCRIBER_EKU("Subscriber EKU that names no subscriber");

    private final String title;

    PolicyProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.POLICY;
    }
}
