package io.github.authenticode.diagnose.catalogue;

/** Problems of the client library (dlib) through which signtool uses Artifact Signing. */
public enum DlibProblem implements ProblemId {
    DLIB_MISSING("No client library found"),
    DLIB_NO_LIBRARY("Client library that is no DLL"),
    DLIB_EXPORT("Another DLL than the client library"),
    DLIB_ARCHITECTURE("Client library for another processor than signtool"),
    DLIB_IJWHOST("Ijwhost.dll that is missing"),
    DLIB_RUNTIMECONFIG("Client library without its runtime configuration"),
    DLIB_RUNTIME("No .NET runtime for the client library"),
    DLIB_ASSEMBLY_MISSING("Assembly of the client library that is missing"),
    DLIB_FAILED("Failure of the client library"),
    METADATA_UNREADABLE("Metadata file that is no JSON"),
    METADATA_WRITE("Metadata file that cannot be written"),
    METADATA_LEFT_BEHIND("Metadata file that could not be deleted");

    private final String title;

    DlibProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.DLIB;
    }
}
