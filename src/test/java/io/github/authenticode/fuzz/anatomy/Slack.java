package io.github.authenticode.fuzz.anatomy;

import io.github.authenticode.plan.policy.Rule;
import java.util.Optional;

/**
 * The bytes of a trusted file that may differ from what was signed, each with the reason: the allow-list of the fuzzer.
 * Some are trusted with a warning only, under a rule that can be an error; then it must be there.
 */
public enum Slack {
    PE_CHECKSUM("the specification leaves the checksum out of the digest"),
    PE_DIRECTORY(
            "the specification leaves the place of the certificate table out; the table must end the file all the same"),
    PE_ENTRY_HEADER(
            "the length of an entry may count the padding to a multiple of 8 or not; both are found on real files"),
    MSI_PLACES(
            "where the streams lie, and the shape and colours of the tree of their names: each sector has one owner and the"
                    + " names are in order, so that whoever follows them reads the same streams under the same names"),
    MSI_SPARE("what belongs to no stream, piece by piece nothing but zeros or nothing but 0xFF"),
    MSI_ROOT_TIME("when the installer was last changed, a date that signtool itself sets when it has made the digest"),
    ZIP_SIGNATURE_VERSION(
            "2.0 or 4.5, of the signature's own part; a reader compares it with what it can do, and every one can do both"),
    ZIP_SIGNATURE_TIME(
            "the time of the signature's own part, the same twice; it is shown, and nothing follows from it"),
    ZIP_SIGNATURE_DATA(
            "how an MSIX signature is compressed; it ends where the part ends, and what comes out is the signature"),
    SCRIPT_BLOCK("the Base64 lines around the signature; nothing but comments may be among them"),
    PADDING("zeros up to the next multiple of 8 behind a signature"),
    CMS_VERSION(
            Rule.SPECIFIED_FORM,
            "version numbers of SignedData and SignerInfo decide nothing; any but the specified one is a warning"),
    CMS_DIGEST_ALGORITHMS("a hint for readers that hash while they read; no parameters, at most 160 bytes"),
    CMS_CERTIFICATES("certificates are a choice to build the chain from, each signed by itself, at most 64 KiB"),
    CMS_REVOCATION_LISTS("not looked at, and signed by themselves"),
    CMS_SIGNER_IDENTIFIER(
            "the issuer's name, equal by the rules for names, which ignore case and spaces; at most twice as long"),
    CMS_ALGORITHMS(
            "the same algorithm under another name or with other parameters; the signature was verified with it"),
    CMS_UNSIGNED_ATTRIBUTES(
            "timestamp, nested signature and what else was added later; each signed by itself, or of a known kind and size"),
    CMS_ENCODING("the same values in another encoding of ASN.1");

    private final Optional<Rule> warning;
    private final String reason;

    Slack(String reason) {
        this(Optional.empty(), reason);
    }

    Slack(Rule warning, String reason) {
        this(Optional.of(warning), reason);
    }

    Slack(Optional<Rule> warning, String reason) {
        this.warning = warning;
        this.reason = reason;
    }

    /** The rule of which the verifier must warn where these bytes differ; empty if nothing is said. */
    Optional<Rule> warning() {
        return warning;
    }

    String reason() {
        return reason;
    }
}
