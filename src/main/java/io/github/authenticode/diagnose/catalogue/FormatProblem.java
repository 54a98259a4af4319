package io.github.authenticode.diagnose.catalogue;

/** Problems of a file whose format does not allow the signature. */
public enum FormatProblem implements ProblemId {
    FILE_MALFORMED("File that is not what its name says"),
    OLD_PROGRAM("DOS or 16-bit program"),
    PROGRAM_TOO_LARGE("Program larger than 4 GiB"),
    PROGRAM_NO_ROOM("Program header without room for a signature"),
    PROGRAM_ROM_IMAGE("ROM image"),
    PROGRAM_TABLE_FOLLOWED("Program with bytes behind its signature"),
    PROGRAM_TABLE_MISPLACED("Program with a misplaced certificate table"),
    PROGRAM_TABLE_APPEND("Program to which no signature can be appended"),
    CABINET_UNSIGNABLE("Cabinet that cannot be signed"),
    MSI_TRANSFORM("Installer transform"),
    MSI_EXTENDED_SIGNATURE("Installer with an extended signature of another digest"),
    NUGET_KEY("NuGet package and a key that is not RSA"),
    NUGET_SIGNED("NuGet package with an author signature"),
    NUGET_ZIP64("NuGet package in zip64 format"),
    NUGET_TOO_LARGE("NuGet package that is too large"),
    PACKAGE_PUBLISHER("Publisher of a package that differs from the certificate"),
    SCRIPT_ENCODING("Script in an encoding that cannot be signed"),
    SCRIPT_SIGNATURE_BLOCK("Script with a misplaced signature block"),
    SCRIPT_WITHOUT_JOB("Windows script file without a job");

    private final String title;

    FormatProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.FORMATS;
    }
}
