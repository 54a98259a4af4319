package io.github.authenticode.verify.format.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of zip parts, as far as programs may take them for other names than they are. */
public final class ZipNames {
    /** What a character set can change, also as Info-ZIP writes it where the set lacks a character. */
    private static final Pattern FOREIGN = Pattern.compile("(?:#[UL][0-9A-Fa-f]{4,8}|[^\\x20-\\x7E])+");

    /** What decoding puts in place of bytes that are not UTF-8, in whose stead other readers have other names. */
    private static final char NO_CHARACTER = '\uFFFD';

    private ZipNames() {}

    /** Refuses an extra field that gives the part another name, but for characters that the first cannot have. */
    static void requireOne(String name, ZipExtra extra) throws MalformedFileException {
        if (name.indexOf('\0') >= 0 || name.indexOf(NO_CHARACTER) >= 0) {
            throw ZipPart.damaged("the name of its part " + name.replace('\0', '?') + " is no text");
        }
        if (extra.unicodeName().isPresent()) {
            String other = extra.unicodeName().get();
            if (!other.equals(name) && !skeleton(other).equals(skeleton(name))) {
                throw ZipPart.damaged("its part " + name + " has a second name, " + other.replace('\0', '?'));
            }
        }
    }

    private static String skeleton(String name) {
        return FOREIGN.matcher(name).replaceAll("?");
    }

    /**
     * Refuses names that lead out of the folder that a package is unpacked to, and two that become one there: Windows
     * ignores case and what stands at the end of a name, and packages write names with percent signs (ISO/IEC 29500-2,
     * 6.2.2.3 and 7.2.3.4).
     */
    static void requireDistinct(List<ZipPart> parts) throws MalformedFileException {
        Map<String, String> names = new HashMap<>();
        for (ZipPart part : parts) {
            String unpacked = unpacked(part.name());
            @Nullable String other = names.put(unpacked, part.name());
            if (other != null) {
                throw ZipPart.damaged(
                        "its parts " + other + " and " + part.name() + " are one file where they are unpacked");
            }
            if (part.name().endsWith("/") && part.size() > 0) {
                throw ZipPart.damaged("its folder " + part.name() + " has content");
            }
        }
    }

    private static String unpacked(String name) throws MalformedFileException {
        String path = decoded(name).replace('\\', '/');
        if (path.startsWith("/") || path.indexOf(':') == 1 || path.indexOf('\0') >= 0) {
            throw ZipPart.damaged("the name of its part " + name.replace('\0', '?') + " is no path in a folder");
        }
        StringBuilder unpacked = new StringBuilder();
        for (String step : path.split("/", 0)) {
            if (step.equals("..")) {
                throw ZipPart.damaged("the name of its part " + name + " leads out of the package");
            }
            int end = step.length();
            while (end > 0 && (step.charAt(end - 1) == '.' || step.charAt(end - 1) == ' ')) {
                end--;
            }
            unpacked.append(end > 0 ? "/" : "").append(step, 0, end);
        }
        return unpacked.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Without the percent signs of a name in a package. */
    public static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
