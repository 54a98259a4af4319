package io.github.authenticode.fuzz;

/** The bytes of a trusted file that may differ from what was signed, each with the reason: the allow-list of the fuzzer. */
enum Slack {
    PE_CHECKSUM("the specification leaves the checksum out of the digest"),
    PE_DIRECTORY(
            "the specification leaves the place of the certificate table out; the table must end the file all the same"),
    PE_ENTRY_HEADER(
            "the length of an entry may count the padding to a multiple of 8 or not; both are found on real files"),
    CAB_CHECKSUM("the field is reserved, and left out of the digest"),
    CAB_RESERVE_SIZES(
            "lengths of reserved areas, left out of the digest; the header's is bound by the place of what follows"),
    CAB_SIGNATURE_POINTER("place and size of the signature, which must end the file; its last 8 bytes mean nothing"),
    MSI_STRUCTURE("the digest covers the content of streams, without MsiDigitalSignatureEx not how they are stored"),
    ZIP_SIGNATURE_HEADER("the local header of the signature's own part"),
    ZIP_SIGNATURE_DATA("how the signature is compressed"),
    ZIP_SIGNATURE_RECORD("the directory record of the signature's own part"),
    ZIP_END_NUMBERS(
            "count, size and offset are digested as they were before the signature was added; they must fit the file"),
    NAVX_FRAME("the letters and the offset around the signature; both are compared with the file"),
    SCRIPT_BLOCK("the Base64 lines around the signature; nothing but comments may be among them"),
    PADDING("zeros up to the next multiple of 8 behind a signature"),
    CMS_VERSION(
            "version numbers of SignedData and SignerInfo decide nothing; one below 8 that is not specified is a warning"),
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

    private final String reason;

    Slack(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
