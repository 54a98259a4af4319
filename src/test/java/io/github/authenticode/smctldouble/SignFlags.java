package io.github.authenticode.smctldouble;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The flags of {@code smctl sign} in simple mode. */
record SignFlags(String alias, Path input, String digest, boolean timestamp, boolean strict) {

    static String help(Mood mood) {
        String older = """
                Usage:
                  smctl sign [flags]

                Flags:
                  -i, --input string             Path to file or folder to sign
                      --keypair-alias string     Alias of the key pair
                      --simple                   Sign without third party tools
                      --timestamp                Timestamp the signature (default true)
                """;
        String newer = """
                      --digalg string            Digest algorithm
                      --exit-non-zero-on-fail    Exit with a code other than zero if signing fails
                """;
        return mood == Mood.OLD ? older : older + newer;
    }

    /** @return empty after a complaint in the words of the library that smctl parses its flags with */
    static Optional<SignFlags> parse(List<String> arguments, Mood mood) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        String alias = "";
        String input = "";
        String digest = "SHA-256";
        boolean timestamp = true;
        boolean strict = false;
        boolean simple = false;
        while (!rest.isEmpty()) {
            String flag = rest.remove();
            boolean known = help(mood).contains(" " + flag.replaceFirst("=.*", "") + " ");
            if (!known) {
                return complaint("unknown flag: " + flag);
            }
            switch (flag) {
                case "--simple" -> simple = true;
                case "--timestamp=false" -> timestamp = false;
                case "--exit-non-zero-on-fail" -> strict = true;
                case "--keypair-alias" -> alias = rest.remove();
                case "--digalg" -> digest = rest.remove();
                case "--input" -> input = rest.remove();
                default -> {
                    return complaint("not imitated: " + flag);
                }
            }
        }
        if (!simple || alias.isEmpty() || input.isEmpty() || !Path.of(input).isAbsolute()) {
            return complaint("not imitated: " + arguments);
        }
        return Optional.of(new SignFlags(alias, Path.of(input), digest, timestamp, strict));
    }

    private static Optional<SignFlags> complaint(String words) {
        System.err.println("Error: " + words);
        return Optional.empty();
    }
}
