package io.github.authenticode.diagnose.catalogue;

/** Problems of Microsoft's signtool: before it is called, in what it writes, and in how it ends. */
public enum SigntoolProblem implements ProblemId {
    SIGNTOOL_MISSING("No signtool found"),
    SIGNTOOL_OTHER_PROGRAM("Program that is not signtool"),
    SIGNTOOL_NO_PROGRAM("Path of signtool that is no Windows program"),
    SIGNTOOL_NOT_EXECUTABLE("No right to execute signtool"),
    SIGNTOOL_TOO_OLD("Too old a signtool for Artifact Signing"),
    SIGNTOOL_IDENTITY("Identity that signtool cannot sign with"),
    SIGNTOOL_CREDENTIAL("Credential that signtool cannot use"),
    SIGNTOOL_STORE_SELECTOR("Store certificate without a selector"),
    SIGNTOOL_CONTAINER_SECRET("Password in the name of a key container"),
    SIGNTOOL_KEYSTORE_TYPE("Keystore that signtool cannot read"),
    SIGNTOOL_KEYSTORE_ENTRY("Keystore entry that signtool cannot choose"),
    SIGNTOOL_ARGUMENT("Text that cannot be handed to a Windows program"),
    SIGNTOOL_EXTRA_STRAY("Extra argument that belongs to no option"),
    SIGNTOOL_EXTRA_SECRET("Extra argument that holds a password"),
    SIGNTOOL_EXTRA_OWNED("Extra argument that has an element of its own"),
    SIGNTOOL_EXTRA_HARMFUL("Extra argument that hides the outcome"),
    SIGNTOOL_EXTRA_DUPLICATE("Extra argument that stands twice"),
    SIGNTOOL_ASSERTION_FILE("Assertion file for signtool that cannot be written"),
    SIGNTOOL_LOCK("Lock file for signtool that cannot be locked"),
    SIGNTOOL_NOT_STARTED("Failed start of signtool"),
    SIGNTOOL_CRASHED("Crash of signtool"),
    SIGNTOOL_TIMEOUT("No end of signtool in time"),
    SIGNTOOL_EXIT_3("Exit code 3 and no word from signtool"),
    SIGNTOOL_NO_OUTPUT("No output from signtool"),
    SIGNTOOL_NO_REASON("No reason given by signtool"),
    SIGNTOOL_UNNAMED("No word of the file by signtool"),
    SIGNTOOL_UNCONFIRMED("No confirmation by signtool that it signed"),
    SIGNTOOL_WARNINGS("Warnings of signtool on a signed file"),
    SIGNTOOL_TIMESTAMP_MISSING("No timestamp authority for signtool"),
    SIGNTOOL_TIMESTAMP_URL("Timestamp address that signtool does not accept"),
    SIGNTOOL_TIMESTAMP_FAILED("No timestamp for signtool"),
    SIGNTOOL_TIMESTAMP_DIGEST_MISSING("No digest algorithm for the timestamp"),
    SIGNTOOL_FILE_DIGEST_MISSING("No digest algorithm for the file"),
    SIGNTOOL_DIGEST_INVALID("Digest algorithm that signtool does not know"),
    SIGNTOOL_FILE_LOCKED("File that another process holds open"),
    SIGNTOOL_FILE_NOT_FOUND("File that signtool does not find"),
    SIGNTOOL_EMPTY_FILE("Empty file given to signtool"),
    SIGNTOOL_FORMAT_UNRECOGNIZED("File format that signtool does not know"),
    SIGNTOOL_FORMAT_UNVERIFIABLE("File format that signtool cannot verify"),
    SIGNTOOL_ACCESS_DENIED("Access denied to signtool"),
    SIGNTOOL_PFX_PASSWORD("Wrong password of a PFX file"),
    SIGNTOOL_PFX_UNREADABLE("PFX file that signtool cannot read"),
    SIGNTOOL_PRIVATE_KEY("Private key that signtool does not find"),
    SIGNTOOL_DLIB_NOT_LOADED("Client library that signtool does not use"),
    SIGNTOOL_DLIB_SELECTOR("Certificate selector beside the client library"),
    SIGNTOOL_NO_CERTIFICATE("No certificate found by signtool"),
    SIGNTOOL_MANY_CERTIFICATES("Several certificates that match"),
    SIGNTOOL_CERTIFICATE_USAGE("Store certificate that is not for code signing"),
    SIGNTOOL_CERTIFICATE_EXPIRED("Store certificate that has expired"),
    SIGNTOOL_CERTIFICATE_SELECTOR("No store certificate that matches"),
    SIGNTOOL_CERTIFICATE_WITHOUT_KEY("Store certificate without its private key"),
    SIGNTOOL_STORE_KEY_MISSING("Store certificate whose key is another user's"),
    SIGNTOOL_KEY_PROVIDER_FAILED("Provider of a store certificate's key that fails"),
    SIGNTOOL_KEY_PROVIDER_EMPTY("Provider of a store certificate's key without keys"),
    SIGNTOOL_CONTAINER_MISSING("Key container that does not exist"),
    SIGNTOOL_CONTAINER_FAILED("Provider of a key container that fails"),
    SIGNTOOL_CONTAINER_EMPTY("Provider of a key container without keys"),
    SIGNTOOL_SIGNER_INVALID("Certificate that may not sign"),
    SIGNTOOL_THUMBPRINT_FORMAT("Thumbprint that is not 40 hexadecimal digits"),
    SIGNTOOL_OPTION_UNKNOWN("Option that this signtool does not know"),
    SIGNTOOL_COMMAND_UNKNOWN("Command that this signtool does not know"),
    SIGNTOOL_OPTIONS_INCOMPATIBLE("Options of signtool that do not go together"),
    SIGNTOOL_PARAMETER_MISSING("Command line of signtool that is incomplete"),
    SIGNTOOL_USAGE("Help of signtool instead of a signature"),
    SIGNTOOL_INTERNAL_ERROR("Internal error of signtool"),
    SIGNTOOL_UNTRUSTED_ROOT("Root that Windows does not trust"),
    SIGNTOOL_ROOT_DIFFERS("Another root than the expected one"),
    SIGNTOOL_SIGNER_DIFFERS("Another signer than the expected one"),
    SIGNTOOL_BAD_DIGEST("File that was changed after signing"),
    SIGNTOOL_NO_SIGNATURE("No signature found by signtool"),
    SIGNTOOL_NOT_TIMESTAMPED("Signature without a timestamp");

    private final String title;

    SigntoolProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.SIGNTOOL;
    }
}
