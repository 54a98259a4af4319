package io.github.authenticode.engine.tool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be (edit distance). */
final class NearestName {
    private NearestName() {}

    /** The nearest of the names, if it is near enough to be meant. */
    static Optional<String> of(String text, Collection<String> names) {
        String wanted = ArtifactSigningRegion.squeeze(text);
        return names.stream()
                .min(Comparator.comparingInt(n -> distance(wanted, ArtifactSigningRegion.squeeze(n))))
                .filter(n -> distance(wanted, ArtifactSigningRegion.squeeze(n)) <= Math.max(1, n.length() / 3));
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
