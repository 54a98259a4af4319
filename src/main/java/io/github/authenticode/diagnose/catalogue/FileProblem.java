package io.github.authenticode.diagnose.catalogue;

/** Problems of files, folders and archives: selecting, reading, copying and replacing them. */
public enum FileProblem implements ProblemId {
    NO_FILES("No file to sign or verify"),
    FILE_NOT_FOUND("File that does not exist in the project"),
    FILE_MISSING("File named in the configuration that is missing"),
    NOT_A_FILE("Folder, link or device in place of a file"),
    LINK_TO_NOTHING("Link that leads nowhere"),
    LINK_OUT_OF_PROJECT("Link that leads out of the project"),
    UNREADABLE_FOLDER("Folder that cannot be read"),
    FILE_UNREADABLE("File that cannot be read"),
    EMPTY_FILE("Selected file that is empty"),
    FILE_EMPTY("Empty file at the time of signing"),
    FILE_NAME("File name that the locale cannot write"),
    NOT_SIGNABLE("File of a kind that carries no signature"),
    SIGNED_OTHERWISE("File of a kind that is signed in another way"),
    ALREADY_SIGNED("File that is signed already"),
    FILE_VANISHED("File that disappeared during the build"),
    FILE_CHANGED("File that changed during the build"),
    FILE_ACCESS("Access to a file denied"),
    FILE_IO("File that cannot be read or written"),
    FILE_MEMORY("File that needs more memory than there is"),
    DISK_FULL("Disk full"),
    FOLDER_READ_ONLY("Folder that cannot be written to"),
    WORK_FOLDER("Work folder that cannot be used"),
    BYTES_BEHIND("Bytes behind the end of a file"),
    PACKAGE_DAMAGED("Package that is damaged or ambiguous"),
    ARCHIVE_LIMIT("Archive beyond the limits"),
    ARCHIVE_ENCRYPTED("Archive with encrypted entries"),
    ARCHIVE_UNREADABLE("Archive that cannot be read");

    private final String title;

    FileProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.FILES;
    }
}
