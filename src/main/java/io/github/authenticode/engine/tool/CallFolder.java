package io.github.authenticode.engine.tool;

import io.github.authenticode.process.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with the files of one call and nothing else, for a program that takes a folder. They lie in it under names
 * that no program takes exception to, and are moved back when the call is over.
 */
final class CallFolder implements AutoCloseable {
    private static final Pattern ENDING = Pattern.compile("[.][A-Za-z0-9]{1,16}$");

    private final PrivateFolder folder;
    private final List<Path> files;
    private final List<Path> inside;

    private CallFolder(PrivateFolder folder, List<Path> files, List<Path> inside) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.inside = List.copyOf(inside);
    }

    /** Moves the files into a new folder in {@code parent}. */
    static CallFolder of(List<Path> files, Path parent) throws IOException {
        PrivateFolder folder = PrivateFolder.in(parent);
        List<Path> inside = new ArrayList<>();
        for (Path file : files) {
            Matcher ending = ENDING.matcher(String.valueOf(file.getFileName()));
            inside.add(folder.path().resolve((inside.size() + 1) + (ending.find() ? ending.group() : "")));
        }
        CallFolder made = new CallFolder(folder, files, inside);
        try {
            for (int i = 0; i < files.size(); i++) {
                Files.move(files.get(i), inside.get(i));
            }
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    Path path() {
        return folder.path();
    }

    /** The files where they are now, in order. */
    List<Path> inside() {
        return inside;
    }

    /** Moves them back; one that is gone is missed by whoever looks for it next. */
    @Override
    public void close() throws IOException {
        try (folder) {
            for (int i = 0; i < files.size(); i++) {
                if (Files.exists(inside.get(i))) {
                    Files.move(inside.get(i), files.get(i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
