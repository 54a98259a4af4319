package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.verify.verdict.Verdict;

/** A verdict that was written down and read again: equal, and nothing in it the same object. */
public final class VerdictCopy {
    private VerdictCopy() {}

    public static Verdict of(Verdict verdict) {
        RowTable written = new RowTable();
        byte[] bytes = written.bytes(new VerdictRows(written).add(verdict));
        RowTable read = new RowTable();
        int start = read.read(bytes);
        return new VerdictRows(read).verdict(start);
    }
}
