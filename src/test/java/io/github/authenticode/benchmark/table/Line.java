package io.github.authenticode.benchmark.table;

/**
 * One line of the table.
 *
 * @param work what had to be done
 * @param against what else did it
 * @param ours seconds
 * @param theirs seconds
 * @param measured the number that counts: {@code 6.8 times faster}
 * @param reach what it is to be: {@code at least 6 times faster}
 * @param detail what else was seen
 */
public record Line(
        String work,
        String against,
        double ours,
        double theirs,
        String measured,
        String reach,
        boolean reached,
        String detail) {}
