package io.github.authenticode.diagnose.catalogue;

/** Problems of signing programs other than signtool. */
public enum ToolProblem implements ProblemId {
    TOOL_NOT_FOUND("Signing program that is not found"),
    TOOL_NOT_STARTED("Signing program that does not start"),
    TOOL_FOLDER("Folder for a program that cannot be filled"),
    TOOL_ASSERTION_FILE("Assertion file for a program that cannot be written"),
    NAVSIP_MISSING("Business Central app without NavSip.dll"),
    NAVSIP_UNREGISTERED("NavSip.dll that is not registered"),
    AZURESIGNTOOL_CREDENTIAL("Credential that AzureSignTool would expose"),
    AZURESIGNTOOL_NOT_STARTED("AzureSignTool does not start"),
    AZURESIGNTOOL_TIMEOUT("AzureSignTool does not end in time"),
    AZURESIGNTOOL_FAILED("AzureSignTool does not sign");

    private final String title;

    ToolProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.TOOLS;
    }
}
