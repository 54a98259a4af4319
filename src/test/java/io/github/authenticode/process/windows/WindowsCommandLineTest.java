package io.github.authenticode.process.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsCommandLineTest {
    private static final String ALPHABET = "ab/-@ \t\"\\\\\"%^&|<>()!'`$;,=~ü日\u00A0\u3000";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain.exe, plain.exe",
                "C:\\dir\\a.exe, C:\\dir\\a.exe",
                "with space.exe, `\"with space.exe\"`",
                "say \"hi\", `\"say \\\"hi\\\"\"`",
                "end\\ space\\, `\"end\\ space\\\\\"`",
                "a\\\\\"b, `\"a\\\\\\\\\\\"b\"`",
                "``, `\"\"`"
            })
    void encodesByTheRulesOfCommandLineToArgv(String argument, String encoded) {
        assertThat(WindowsCommandLine.encode(argument)).isEqualTo(encoded);
    }

    @Test
    void everyHostileArgumentComesBackUnchanged() {
        Random random = new Random(20348);
        for (int i = 0; i < 5_000; i++) {
            List<String> arguments = hostile(random);
            String line = arguments.stream().map(WindowsCommandLine::encode).collect(Collectors.joining(" "));
            assertThat(Argv.parse(line)).isEqualTo(arguments);
            assertThat(WindowsCommandLine.length(arguments)).isEqualTo(line.length());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everythingThatCanPassArrivesThroughProcessBuilder(boolean strict) {
        Random random = new Random(755);
        int passed = 0;
        for (int i = 0; i < 5_000; i++) {
            String argument = word(random);
            if (WindowsCommandLine.canPass(argument, strict)) {
                passed++;
                String given = WindowsCommandLine.forProcessBuilder(argument, strict);
                assertThat(Argv.parse("first " + Argv.javaWouldWrite(given, strict) + " last"))
                        .containsExactly("first", argument, "last");
            }
        }
        assertThat(passed).isGreaterThan(3_500);
    }

    @Test
    void javaAloneWouldLoseTheQuotesInsideAnArgument() {
        assertThat(Argv.parse(Argv.javaWouldWrite("My \"best\" app", false))).containsExactly("My best app");
    }

    @Test
    void refusesWhatJavaCannotPass() {
        assertThat(WindowsCommandLine.canPass("\"quoted\" folder\\", false)).isFalse();
        assertThatThrownBy(() -> WindowsCommandLine.forProcessBuilder("\"quoted\" folder\\", false))
                .hasMessage("Java cannot pass this argument to a Windows program");
    }

    private static List<String> hostile(Random random) {
        return Stream.generate(() -> word(random)).limit(1 + random.nextInt(4)).toList();
    }

    private static String word(Random random) {
        int length = random.nextInt(8);
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** The receiving side, written from the documented rules; and what Java does to an argument on the way. */
    private static final class Argv {
        private Argv() {}

        static List<String> parse(String line) {
            List<String> arguments = new ArrayList<>();
            int at = 0;
            while (at < line.length()) {
                while (at < line.length() && isBlank(line.charAt(at))) {
                    at++;
                }
                if (at < line.length()) {
                    StringBuilder argument = new StringBuilder();
                    at = argument(line, at, argument);
                    arguments.add(argument.toString());
                }
            }
            return arguments;
        }

        private static int argument(String line, int start, StringBuilder out) {
            boolean quoted = false;
            int at = start;
            while (at < line.length() && (quoted || !isBlank(line.charAt(at)))) {
                int run = at;
                while (run < line.length() && line.charAt(run) == '\\') {
                    run++;
                }
                int backslashes = run - at;
                boolean beforeQuote = run < line.length() && line.charAt(run) == '"';
                out.append("\\".repeat(beforeQuote ? backslashes / 2 : backslashes));
                at = run;
                if (beforeQuote && backslashes % 2 == 1) {
                    out.append('"');
                    at++;
                } else if (beforeQuote && quoted && line.startsWith("\"\"", at)) {
                    out.append('"');
                    at += 2;
                } else if (beforeQuote) {
                    quoted = !quoted;
                    at++;
                } else if (backslashes == 0) {
                    out.append(line.charAt(at++));
                }
            }
            return at;
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }

        /** JDK 17 to 25 on Windows: quotes around white space, backslashes doubled before the closing quote. */
        static String javaWouldWrite(String argument, boolean strict) {
            boolean quoted = argument.length() > 1 && argument.startsWith("\"") && argument.endsWith("\"");
            boolean special = argument.chars()
                    .anyMatch(c -> Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || (strict && "\"<>".indexOf(c) >= 0));
            if (!argument.isEmpty() && (quoted || !special)) {
                return argument;
            }
            int tail = argument.length();
            while (tail > 0 && argument.charAt(tail - 1) == '\\') {
                tail--;
            }
            String body = strict ? escapeQuotes(argument) : argument;
            return '"' + body + argument.substring(tail) + '"';
        }

        private static String escapeQuotes(String argument) {
            return argument.replaceAll("(\\\\*)\"", "$1$1\\\\\"");
        }
    }
}
