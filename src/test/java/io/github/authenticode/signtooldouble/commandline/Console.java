package io.github.authenticode.signtooldouble.commandline;

import java.io.PrintStream;

/** The two streams. Lines end with CR LF, as the genuine program ends them, also where they are piped. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;

    public Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public void out(String text) {
        print(out, text);
    }

    public void line(String text) {
        print(out, text + "\n");
    }

    public void err(String text) {
        print(err, text);
    }

    public void error(String message) {
        print(err, "SignTool Error: " + message + "\n");
    }

    public void warning(String message) {
        print(err, "SignTool Warning: " + message + "\n");
    }

    private static void print(PrintStream stream, String text) {
        stream.print(text.replace("\n", "\r\n"));
        stream.flush();
    }
}
