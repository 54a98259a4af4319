package io.github.authenticode.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The output of a child on one stream, in bounded memory: the beginning, the end, and between them the lines worth
 * keeping. Lines end in LF when read back; an endless line is cut.
 */
final class OutputCapture {
    private static final int LINE_LIMIT = 8 * 1024;

    private final Predicate<String> worthKeeping;
    private final int limit;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder middle = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private int tailLength;
    private long leftOut;

    /** @param limit characters kept of the beginning, of the end, and of the lines worth keeping */
    OutputCapture(int limit, Predicate<String> worthKeeping) {
        this.limit = limit;
        this.worthKeeping = worthKeeping;
    }

    /** Reads the stream to its end; a pipe that breaks, since its process was ended, is noted as the last line. */
    void drain(InputStream stream, Charset charset) {
        try (Reader reader = new InputStreamReader(stream, charset)) {
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                add(buffer, n);
            }
        } catch (IOException e) {
            char[] note = ("\n[output ended: " + e.getMessage() + "]\n").toCharArray();
            add(note, note.length);
        }
    }

    private synchronized void add(char[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                endLine();
            } else if (line.length() < LINE_LIMIT) {
                line.append(buffer[i]);
            }
        }
    }

    private synchronized void endLine() {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (head.length() + text.length() < limit) {
            head.append(text).append('\n');
            return;
        }
        tail.addLast(text);
        tailLength += text.length() + 1;
        while (tailLength > limit) {
            String oldest = tail.removeFirst();
            tailLength -= oldest.length() + 1;
            if (worthKeeping.test(oldest) && middle.length() + oldest.length() < limit) {
                middle.append(oldest).append('\n');
            } else {
                leftOut++;
            }
        }
    }

    /** What has been read so far. */
    synchronized String text() {
        StringBuilder out = new StringBuilder(head).append(middle);
        if (leftOut > 0) {
            out.append("... ").append(leftOut).append(" lines left out ...\n");
        }
        tail.forEach(l -> out.append(l).append('\n'));
        return out.append(line.toString().stripTrailing()).toString();
    }
}
