package io.github.authenticode.plan.text;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Paths as text. Java keeps the bytes of a name that a folder lists, but reads them in the encoding of the locale (the
 * property {@code sun.jnu.encoding}): under {@code LC_ALL=C} every letter beyond ASCII is lost, and the text no longer
 * names the file.
 */
public final class PathText {
    private PathText() {}

    /** Whether the text of a path leads back to it: if not, nothing that passes names as text can work on the file. */
    public static boolean isFaithful(Path path) {
        try {
            return path.getFileSystem().getPath(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * For people, with forward slashes; where the locale lacks the letters, as if the name were UTF-8, which it usually
     * is.
     */
    public static String of(Path path) {
        String text = isFaithful(path) ? path.toString() : asUtf8(path);
        return text.replace('\\', '/');
    }

    /** The encoding of names in this process. */
    public static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    /** A URI holds the bytes of the absolute path, in percent where they are not ASCII. */
    private static String asUtf8(Path path) {
        URI uri = path.toUri();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String raw = uri.getRawPath();
        for (int i = 0; i < raw.length(); i++) {
            boolean escaped = raw.charAt(i) == '%';
            bytes.write(escaped ? Integer.parseInt(raw.substring(i + 1, i + 3), 16) : raw.charAt(i));
            i += escaped ? 2 : 0;
        }
        // The URI of a folder ends with a slash.
        String absolute = bytes.toString(StandardCharsets.UTF_8).replaceFirst("(?<=.)/$", "");
        if (path.isAbsolute()) {
            return absolute;
        }
        String[] names = absolute.split("/", -1);
        return String.join("/", Arrays.copyOfRange(names, names.length - path.getNameCount(), names.length));
    }
}
