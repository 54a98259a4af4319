package io.github.authenticode.process.windows;

import java.util.List;

/**
 * The one string that a Windows process receives, made of a list of arguments.
 *
 * <p>Windows has no argument list: CreateProcess takes a string of at most 32,767 characters, and the program's C
 * runtime takes it apart by the rules of CommandLineToArgvW (Microsoft Learn, "Parsing C++ command-line arguments"): a
 * backslash is ordinary unless a run of them stands before a double quote, where each pair is one backslash and an odd
 * one makes the quote literal.
 *
 * <p>Java's ProcessBuilder follows these rules only when {@code jdk.lang.Process.allowAmbiguousCommands} is {@code
 * false}. By default it quotes what holds white space and doubles backslashes at the end, but leaves a quote inside an
 * argument as it is, so that {@code My "best" app} would arrive as {@code My best app}. What starts and ends with a
 * quote it takes for quoted already and hands on untouched; {@link #forProcessBuilder} makes use of that.
 */
public final class WindowsCommandLine {
    /** CreateProcessW: 32,767 characters with the terminating zero. */
    public static final int MAX_LENGTH = 32_766;

    private WindowsCommandLine() {}

    /** One argument as it stands in the command line. */
    public static String encode(String argument) {
        if (!argument.isEmpty() && argument.chars().noneMatch(WindowsCommandLine::needsQuotes)) {
            return argument;
        }
        StringBuilder out = new StringBuilder("\"");
        int backslashes = 0;
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"') {
                out.append("\\".repeat(backslashes + 1));
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            out.append(c);
        }
        return out.append("\\".repeat(backslashes)).append('"').toString();
    }

    /** The length of the whole command line in UTF-16 units, without the terminating zero. */
    public static int length(List<String> command) {
        return command.stream().mapToInt(a -> encode(a).length() + 1).sum() - 1;
    }

    /**
     * What ProcessBuilder must be given on Windows for the program to see {@code argument}.
     *
     * @param strict whether {@code jdk.lang.Process.allowAmbiguousCommands} is {@code false}
     * @throws IllegalArgumentException if there is no such form, see {@link #canPass}
     */
    public static String forProcessBuilder(String argument, boolean strict) {
        if (!canPass(argument, strict)) {
            throw new IllegalArgumentException("Java cannot pass this argument to a Windows program");
        }
        return strict || argument.indexOf('"') < 0 ? argument : encode(argument);
    }

    /**
     * Whether ProcessBuilder can hand {@code argument} over unchanged. Not with a quote inside and a backslash at the
     * end: some JDKs then no longer see that it is quoted. In strict mode not with a quote at both ends.
     */
    public static boolean canPass(String argument, boolean strict) {
        if (argument.indexOf('"') < 0) {
            return argument.indexOf('\0') < 0;
        }
        boolean quotedAlready = argument.length() > 1 && argument.startsWith("\"") && argument.endsWith("\"");
        return argument.indexOf('\0') < 0 && !(strict ? quotedAlready : argument.endsWith("\\"));
    }

    private static boolean needsQuotes(int c) {
        return c == '"' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
