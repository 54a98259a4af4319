package io.github.authenticode.diagnose;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Nearest {
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** The known word that takes the fewest edits, if it is near enough to be worth suggesting. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(k -> edits(word, k) <= Math.min(MOST_EDITS, word.length() / 2))
                .min(Comparator.comparingInt(k -> edits(word, k)));
    }

    /** Levenshtein's distance, without regard to case, row by row. */
    private static int edits(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
