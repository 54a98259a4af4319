package io.github.authenticode.engine.tool;

import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The splitting of files into calls: by the sum of their path lengths, which is what a user sets, and by what a Windows
 * command line can hold. A file that is too long for either still gets a call of its own.
 */
public final class CallBatches {
    private CallBatches() {}

    /**
     * @param path of an item
     * @param pathLimit sum of path lengths of one call
     * @param commandLength what the command line holds before the files
     */
    public static <T> List<List<T>> split(List<T> items, Function<T, Path> path, int pathLimit, int commandLength) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        int paths = 0;
        int line = commandLength;
        for (T item : items) {
            String text = ToolCommand.absolute(path.apply(item));
            int encoded = WindowsCommandLine.encode(text).length() + 1;
            boolean full = paths + text.length() > pathLimit || line + encoded > WindowsCommandLine.MAX_LENGTH;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                paths = 0;
                line = commandLength;
            }
            batch.add(item);
            paths += text.length();
            line += encoded;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
