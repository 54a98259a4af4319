package io.github.authenticode.run.archive;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The reader of the signable files in a {@code .tar.gz} or {@code .tar}: POSIX ustar with the long names of pax and GNU
 * (POSIX.1-2017, pax, "ustar Interchange Format"). Nothing is judged by it, it only gives rise to a warning, so what it
 * cannot read it leaves.
 */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;

    private final InputStream in;
    private final String container;
    private final ArchiveLimits limits;
    private final List<PlannedFile> found = new ArrayList<>();
    private Optional<String> longName = Optional.empty();
    private long bytes;

    private TarArchive(InputStream in, String container, ArchiveLimits limits) {
        this.in = in;
        this.container = container;
        this.limits = limits;
    }

    static boolean isOne(Path file) {
        String name = file.toString();
        return name.endsWith(".tar.gz") || name.endsWith(".tgz") || name.endsWith(".tar");
    }

    /**
     * Copies of the signable files in it.
     *
     * @param folder private; the copies go there
     */
    static List<PlannedFile> signable(Path file, String name, Path folder, ArchiveLimits limits) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = name.endsWith(".tar") ? raw : new GZIPInputStream(raw, 1 << 16)) {
            TarArchive archive = new TarArchive(in, name, limits);
            archive.read(folder);
            return archive.found;
        }
    }

    private void read(Path folder) throws IOException {
        for (long parts = 0; parts < limits.parts(); parts++) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return;
            }
            long size = size(header);
            bytes += size;
            if (bytes > limits.bytes()) {
                throw new IOException("it holds more than " + limits.bytes() + " bytes");
            }
            long left = entry(header, size, folder);
            in.skipNBytes(left + (BLOCK - size % BLOCK) % BLOCK);
        }
    }

    /** @return how many bytes of it were not read */
    private long entry(byte[] header, long size, Path folder) throws IOException {
        char type = (char) header[156];
        if (type == 'L' || type == 'x') {
            if (size > LONGEST_NAME) {
                throw new IOException("a name in it is too long");
            }
            String text = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
            longName = type == 'L'
                    ? Optional.of(text.replace("\0", ""))
                    : paxPath(text).or(() -> longName);
            return 0;
        }
        String name = longName.orElseGet(() -> name(header));
        longName = Optional.empty();
        return type == '0' || type == 0 ? file(name, size, folder) : size;
    }

    private long file(String name, long size, Path folder) throws IOException {
        Optional<FileFormat> named = FileFormat.ofName(name).filter(f -> f != FileFormat.JSCRIPT);
        String kind = named.map(f -> "." + f.extensions().get(0)).orElse("");
        byte[] head = in.readNBytes((int) Math.min(size, FormatDetector.TELLING));
        if (!FormatDetector.isWorthALook(head, kind)) {
            return size - head.length;
        }
        Path copy = folder.resolve("tar-" + (found.size() + 1) + kind);
        try (var out = Files.newOutputStream(copy)) {
            out.write(head);
            byte[] buffer = new byte[1 << 16];
            for (long left = size - head.length; left > 0; ) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                if (read == 0) {
                    throw new IOException("it is cut off");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        Optional<FileFormat> format = FormatDetector.detect(copy);
        if (format.isPresent()) {
            found.add(new PlannedFile(copy, container + "!/" + name, format.get()));
        } else {
            Files.delete(copy);
        }
        return 0;
    }

    private static String name(byte[] header) {
        String prefix =
                new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar") ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Octal; beyond 8 GiB another form, which is beyond the limit as well. */
    private static long size(byte[] header) throws IOException {
        String digits = new String(Arrays.copyOfRange(header, 124, 136), StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new IOException("it is no tar archive");
        }
        return Long.parseLong(digits, 8);
    }

    /** Records of the form {@code 25 path=some/name}, each with its length in front and a line break behind. */
    private static Optional<String> paxPath(String records) {
        return records.lines()
                .filter(line -> line.matches("[0-9]+ path=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst();
    }
}
