package io.github.authenticode.verify.verdict;

import java.util.Locale;

/**
 * One question that a careful reader has about a signature or a file: whether it was looked into, what was found, or
 * why not.
 *
 * @param made whether it was looked into to an end; what is wrong stands among the violations
 * @param words one sentence
 */
public record Check(Kind kind, boolean made, String words) {
    /** The questions; their ids are in the reports and documented in docs/report.md. */
    public enum Kind {
        FILE_DIGEST,
        PAGE_HASHES,
        SIGNATURE_VALUE,
        SIGNER_CERTIFICATE,
        CHAIN,
        FETCHED_INTERMEDIATES,
        REVOCATION,
        TIMESTAMP,
        TIMESTAMP_CHAIN,
        TIMESTAMP_REVOCATION,
        CATALOG,
        ARCHIVE_CONTENT,
        SECOND_OPINION;

        /** {@code file-digest} */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static Check made(Kind kind, String words) {
        return new Check(kind, true, words);
    }

    public static Check notMade(Kind kind, String words) {
        return new Check(kind, false, words);
    }
}
