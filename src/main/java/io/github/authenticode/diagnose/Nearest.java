package io.github.authenticode.diagnose;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A guess at what a misspelt word was meant to be. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known word that takes the fewest edits, if it is near enough to be worth suggesting: a third of its letters.
     * Case, blanks, hyphens and underscores do not count.
     */
    public static Optional<String> to(String word, Collection<String> known) {
        String wanted = bare(word);
        return known.stream()
                .filter(k -> edits(wanted, bare(k)) <= Math.max(1, k.length() / 3))
                .min(Comparator.comparingInt(k -> edits(wanted, bare(k))));
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance, row by row. */
    private static int edits(String a, String b) {
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
