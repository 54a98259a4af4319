package io.github.authenticode.plan.policy;

import io.github.authenticode.plan.DigestAlgorithm;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that a file may be held against. A new rule is a constant here; the compiler then asks for its check, and
 * tests for its row in docs/policy.md, its entry in the schema and its two fixtures.
 */
public enum Rule {
    PUBLISHER(Form.NAMES, "The signer's certificate belongs to one of these publishers."),
    PUBLISHER_BY_FILE(
            Form.BY_FILE, "Files that match these patterns belong to these publishers, whatever publisher says."),
    SUBSCRIBER_EKU(Form.OIDS, "The signer's certificate carries one of these extended key usages."),
    ISSUER(Form.NAMES, "The signer's certificate was issued by one of these authorities."),
    ALLOWED_ROOTS(Form.ROOTS, "The signer's chain ends at one of these roots, which must also be trusted."),
    DIGEST_FLOOR(Form.DIGEST, Setting.of(Severity.ERROR, "SHA-256"), "The digest of the file is at least as strong."),
    RSA_KEY_SIZE(Form.NUMBER, Setting.of(Severity.ERROR, "2048"), "An RSA key that signs has at least so many bits."),
    EC_KEY_SIZE(
            Form.NUMBER,
            Setting.of(Severity.ERROR, "256"),
            "An elliptic-curve key that signs has at least so many bits."),
    TIMESTAMP_REQUIRED(Form.SWITCH, Setting.of(Severity.ERROR), "Every signature has a timestamp."),
    TIMESTAMP_AUTHORITY(Form.NAMES, "The timestamp was made by one of these authorities."),
    TIMESTAMP_RFC3161(
            Form.SWITCH,
            Setting.of(Severity.WARNING),
            "The timestamp follows RFC 3161 and is no legacy countersignature."),
    TIMESTAMP_CRITICAL_USAGE(
            Form.SWITCH,
            Setting.of(Severity.WARNING),
            "The certificate of a timestamp authority marks its purpose as critical."),
    MAXIMUM_SIGNATURES(Form.NUMBER, "The file has at most so many signatures, nested ones included."),
    PAGE_HASHES(Form.SWITCH, "The signature of a program holds the digests of its pages."),
    PACKAGE_PUBLISHER(
            Form.SWITCH, Setting.of(Severity.ERROR), "The publisher in an MSIX manifest is the signer's subject."),
    ZERO_PADDING(Form.SWITCH, Setting.of(Severity.ERROR), "What fills a signature up to a multiple of 8 is zeros."),
    NOTHING_APPENDED(Form.SWITCH, Setting.of(Severity.ERROR), "Nothing stands behind a signature where it is kept."),
    TABLE_AT_END(
            Form.SWITCH,
            Setting.of(Severity.ERROR),
            "A program's certificate table is aligned and ends with the file."),
    NOTHING_STUFFED(
            Form.SWITCH,
            Setting.of(Severity.ERROR),
            "A signature holds nothing that it does not cover, and a program no signature twice."),
    SPECIFIED_FORM(
            Form.SWITCH, Setting.of(Severity.WARNING), "A signature has the form that Authenticode lays down for it."),
    LEGACY_DIGEST(
            Form.SWITCH,
            Setting.of(Severity.WARNING),
            "Nothing of SHA-1 stands beside a signature that is sound without it."),
    ROOT_CONSTRAINTS(
            Form.SWITCH, Setting.of(Severity.ERROR), "A chain keeps what the certificate of its own root says of it."),
    NO_OVERLAP(
            Form.SWITCH, Setting.of(Severity.ERROR), "Nothing that Windows loads lies where the digest does not look."),
    SCRIPT_ENCODING(
            Form.SWITCH,
            Setting.of(Severity.WARNING),
            "A script beyond ASCII begins with a byte order mark, so that every machine reads the same text."),
    INSTALLER_METADATA(
            Form.SWITCH,
            Setting.of(Severity.WARNING),
            "The signature of an installer covers the names and sizes of its streams too."),
    UNSIGNED_FILES(Form.FOLDERS, "No signable file in these folders is unsigned."),

    STRONG_DIGEST(Form.SWITCH, Setting.of(Severity.ERROR), "No SHA-1 protects the file."),

    READABLE(Form.FIXED, Setting.of(Severity.ERROR), "The file can be read and is of the kind it seems to be."),
    SIGNED(Form.FIXED, Setting.of(Severity.ERROR), "The file has a signature."),
    UNCHANGED(Form.FIXED, Setting.of(Severity.ERROR), "The file is what was signed."),
    SOUND_SIGNATURE(Form.FIXED, Setting.of(Severity.ERROR), "The signature is well formed and its key made it."),
    VALID_CERTIFICATE(
            Form.FIXED,
            Setting.of(Severity.ERROR),
            "The signer's certificate was valid and is meant for signing code."),
    TRUSTED_CHAIN(Form.FIXED, Setting.of(Severity.ERROR), "The signer's chain leads to a trusted root."),
    VALID_TIMESTAMP(Form.FIXED, Setting.of(Severity.ERROR), "A timestamp is sound and by a trusted authority.");

    /** The form of value that a rule takes. */
    public enum Form {
        /** Always holds, as an error: without it a signature proves nothing. */
        FIXED,
        /** Holds or does not. */
        SWITCH,
        /** Common names or organizations, or parts of a distinguished name; any one will do. */
        NAMES,
        /** Patterns of files, and names for each group of them: {@link FilePublishers}. */
        BY_FILE,
        /** Dotted object identifiers; any one will do. */
        OIDS,
        /** A {@link DigestAlgorithm}. */
        DIGEST,
        /** A whole number above 0. */
        NUMBER,
        /** SHA-256 fingerprints of certificates, 64 hexadecimal digits, upper case; any one will do. */
        ROOTS,
        /** Folders, relative to the project, and patterns of files that are excepted. */
        FOLDERS
    }

    private final Form form;
    private final Optional<Setting> usual;
    private final String summary;

    Rule(Form form, String summary) {
        this(form, Optional.empty(), summary);
    }

    Rule(Form form, Setting usual, String summary) {
        this(form, Optional.of(usual), summary);
    }

    Rule(Form form, Optional<Setting> usual, String summary) {
        this.form = form;
        this.usual = usual;
        this.summary = summary;
    }

    /** Stable, kebab case: {@code timestamp-required}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of its element in a pom: {@code timestampRequired}. */
    public String element() {
        StringBuilder element = new StringBuilder();
        for (String word : id().split("-", -1)) {
            element.append(
                            element.isEmpty()
                                    ? word.substring(0, 1)
                                    : word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
        }
        return element.toString();
    }

    public Form form() {
        return form;
    }

    /** How it holds where no policy states it; empty if it then does not. */
    public Optional<Setting> usual() {
        return usual;
    }

    /** What it asks for, a sentence. */
    public String summary() {
        return summary;
    }

    /** Whether a policy may state it. */
    public boolean isFixed() {
        return form == Form.FIXED;
    }

    public static Optional<Rule> ofId(String id) {
        return Arrays.stream(values()).filter(r -> r.id().equals(id)).findFirst();
    }
}
