package io.github.authenticode.maven.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files to sign or verify: a folder with Ant-style patterns, or one path as the user property gives it. */
public final class FileSet {
    /** Folder that the patterns are relative to; itself relative to the project. Default: the project's folder. */
    private @Nullable String directory;

    /**
     * Ant-style patterns, relative to the folder and case-sensitive. Default: every file of a signable type, case
     * ignored.
     */
    private List<String> includes = new ArrayList<>();

    /** Ant-style patterns of files to leave out. */
    private List<String> excludes = new ArrayList<>();

    private boolean oneText;

    /** One element of {@code -Dauthenticode.files=a.exe,dist/*.msi}; Maven calls it for a plain text value. */
    public void set(String pathOrPattern) {
        includes = List.of(pathOrPattern.trim());
        oneText = true;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setIncludes(List<String> includes) {
        this.includes = List.copyOf(includes);
    }

    public void setExcludes(List<String> excludes) {
        this.excludes = List.copyOf(excludes);
    }

    /** Whether it stands on the command line, where there is no {@code <directory>}. */
    public boolean isOneText() {
        return oneText;
    }

    @Nullable
    public String directory() {
        return directory;
    }

    public List<String> includes() {
        return includes;
    }

    public List<String> excludes() {
        return excludes;
    }
}
