package io.github.authenticode.run.file;

import io.github.authenticode.plan.PlannedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The other names of a file that has several (hard links). What is put in its place has one name only; under the others
 * the file is as it was, and somebody may ship it.
 */
public final class OtherNames {
    private OtherNames() {}

    /**
     * What to say once the file has been replaced; to be asked before. Empty where it has one name, or nobody can tell.
     */
    public static Optional<String> warning(PlannedFile file, List<PlannedFile> planned) {
        try {
            int others = FileStamp.names(file.path()) - 1;
            return others > 0 ? Optional.of(warning(file, others, names(file, planned))) : Optional.empty();
        } catch (IOException nobodyCanTell) {
            return Optional.empty();
        }
    }

    private static String warning(PlannedFile file, int others, List<String> names) {
        String which = names.isEmpty() ? "" : ", " + String.join(", ", names);
        int hidden = others - names.size();
        String more = hidden <= 0 || names.isEmpty() ? "" : " and " + hidden + " elsewhere";
        return file.name() + " has " + (others == 1 ? "another name" : others + " other names") + " (hard link)" + which
                + more + (names.isEmpty() ? " outside its folder" : "")
                + ". Only " + file.name() + " is signed by this: the file under "
                + (others == 1 ? "the other name stays" : "the other names stays") + " as it was. Select "
                + (others == 1 ? "that" : "those") + " too, or make copies of the signed file.";
    }

    /** Those in the same folder, and those of the plan. */
    private static List<String> names(PlannedFile file, List<PlannedFile> planned) throws IOException {
        Object key = key(file.path());
        TreeSet<String> names = new TreeSet<>();
        List<Path> seen = new ArrayList<>();
        for (PlannedFile other : planned) {
            if (!other.path().equals(file.path()) && Objects.equals(key, key(other.path()))) {
                names.add(other.name());
                seen.add(other.path());
            }
        }
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(file.path().resolveSibling("."))) {
            for (Path sibling : siblings) {
                Path path = sibling.normalize();
                boolean isNew = !path.equals(file.path()) && !seen.contains(path);
                if (isNew && Objects.equals(key, key(path))) {
                    names.add(siblingName(file, path));
                }
            }
        }
        return List.copyOf(names);
    }

    /** As the file itself is called. */
    private static String siblingName(PlannedFile file, Path sibling) {
        int folder = file.name().lastIndexOf('/') + 1;
        return file.name().substring(0, folder) + sibling.getFileName();
    }

    private static Object key(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNullElse(attributes.fileKey(), file);
    }
}
