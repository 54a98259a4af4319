package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.format.base.ByteSink;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** The comparison of content, as it passes by, with the digests of its blocks of 64 KiB. */
final class BlockDigests implements ByteSink {
    private static final int BLOCK = 64 * 1024;

    private final MessageDigest digest;
    private final List<String> expected;
    private int filled;
    private int block;
    private boolean same = true;

    BlockDigests(HashAlgorithm algorithm, List<String> expected) {
        this.digest = algorithm.start();
        this.expected = expected;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        int position = offset;
        for (int left = length; left > 0; ) {
            int taken = Math.min(left, BLOCK - filled);
            digest.update(bytes, position, taken);
            position += taken;
            left -= taken;
            filled += taken;
            if (filled == BLOCK) {
                endBlock();
            }
        }
    }

    /** Whether all blocks were the expected ones, and no more were expected; to be called once, at the end. */
    boolean matched() {
        if (filled > 0) {
            endBlock();
        }
        return same && block == expected.size();
    }

    private void endBlock() {
        String computed = Base64.getEncoder().encodeToString(digest.digest());
        same &= block < expected.size() && expected.get(block).equals(computed);
        block++;
        filled = 0;
    }
}
