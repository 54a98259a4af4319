package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;

/** The demands of the options of {@code sign} on each other, in the order in which signtool 10.0.26100 complains. */
final class SignRules {
    static final String USE_SHA256 =
            " algorithm with the /%1$s flag. Using /%1$s SHA256 is recommended and more secure than SHA1."
                    + " Calling signtool with /%1$s sha1 is equivalent to the previous behavior.";
    private static final String CERT_HASH = "In order to select the hash algorithm used in the signing certificate's"
            + " signature, use the /%s certHash option. ";

    private SignRules() {}

    static void check(Options options) throws SigntoolError {
        options.needsFile();
        options.needs("p", "f", "The /p option requires the /f option.");
        options.needs("csp", "kc", "The /csp option requires the /k option.");
        options.needs("kc", "csp", "The /k option requires the /csp option.");
        options.excludes("t", "tr");
        options.excludes("t", "td");
        options.needs("dmdf", "dlib", "The /dmdf option requires the /dlib option.");
        if (options.hasAny("dg", "ds", "di") && options.hasAny("dlib", "dmdf")) {
            throw SigntoolError.of("The /dg /ds /di option is incompatible with the /dlib /dmdf option.");
        }
        if (options.has("ph") && options.has("nph")) {
            throw SigntoolError.of("The /ph option cannot be used with any of the following\n\toptions: /nph");
        }
        options.excludes("q", "v");
        if (!options.has("fd")) {
            throw SigntoolError.of("No file digest algorithm specified. Please specify the digest"
                    + USE_SHA256.formatted("fd") + " " + CERT_HASH.formatted("fd"));
        }
        if (options.has("tr") && !options.has("td")) {
            throw SigntoolError.of(noTimestampDigest() + "\n" + CERT_HASH.formatted("td"));
        }
        options.imitatesNone(
                "t", "tseal", "c", "u", "uw", "fdchw", "tdchw", "seal", "itos", "dg", "ds", "di", "dxml", "p7", "sa",
                "rmc");
    }

    static String noTimestampDigest() {
        return "No file timestamp algorithm specified. Please specify the timestamp" + USE_SHA256.formatted("td");
    }
}
