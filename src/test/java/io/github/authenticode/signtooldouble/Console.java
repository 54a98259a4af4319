package io.github.authenticode.signtooldouble;

import java.io.PrintStream;

/** The two streams. Lines end with CR LF, as the genuine program ends them, also where they are piped. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void out(String text) {
        print(out, text);
    }

    void line(String text) {
        print(out, text + "\n");
    }

    void err(String text) {
        print(err, text);
    }

    void error(String message) {
        print(err, "SignTool Error: " + message + "\n");
    }

    void warning(String message) {
        print(err, "SignTool Warning: " + message + "\n");
    }

    private static void print(PrintStream stream, String text) {
        stream.print(text.replace("\n", "\r\n"));
        stream.flush();
    }
}
