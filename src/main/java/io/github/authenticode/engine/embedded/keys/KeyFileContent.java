package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.plan.identity.KeystoreType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of a key file as its first bytes tell it; the name of the file is never asked. */
enum KeyFileContent {
    EMPTY("nothing: it is empty", null),
    PKCS12("a PKCS#12 keystore", KeystoreType.PKCS12),
    JKS("a JKS keystore", KeystoreType.JKS),
    JCEKS("a JCEKS keystore", KeystoreType.JCEKS),
    PEM_KEY("a private key in PEM", KeystoreType.PEM),
    PEM_CERTIFICATE("certificates in PEM without a private key", null),
    PEM_OTHER("PEM without a private key or a certificate", null),
    DER("a binary (DER) certificate, key or message, and no keystore", null),
    UNKNOWN("neither a keystore nor PEM", null);

    private static final int JKS_MAGIC = 0xFEEDFEED;
    private static final int JCEKS_MAGIC = 0xCECECECE;

    private final String description;
    private final @Nullable KeystoreType type;

    KeyFileContent(String description, @Nullable KeystoreType type) {
        this.description = description;
        this.type = type;
    }

    /** In words that fit after "it looks like". */
    String description() {
        return description;
    }

    /** The type to configure for such a file, if it can serve as a keystore at all. */
    Optional<KeystoreType> type() {
        return Optional.ofNullable(type);
    }

    static KeyFileContent of(byte[] bytes, String text) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        if (text.contains("-----BEGIN ")) {
            return ofPem(text);
        }
        return switch (firstInt(bytes)) {
            case JKS_MAGIC -> JKS;
            case JCEKS_MAGIC -> JCEKS;
            default -> ofDer(bytes);
        };
    }

    private static KeyFileContent ofPem(String text) {
        if (text.contains("PRIVATE KEY-----")) {
            return PEM_KEY;
        }
        return text.contains("CERTIFICATE-----") || text.contains("-----BEGIN PKCS7") ? PEM_CERTIFICATE : PEM_OTHER;
    }

    /**
     * A PFX is a SEQUENCE that starts with the version, INTEGER 3 (RFC 7292, section 4); nothing else met here does.
     */
    private static KeyFileContent ofDer(byte[] bytes) {
        if (bytes[0] != 0x30 || bytes.length < 2) {
            return UNKNOWN;
        }
        int lengthOctets = bytes[1] >= 0 ? 0 : bytes[1] & 0x7F;
        int content = 2 + lengthOctets;
        boolean versionThree = content + 3 <= bytes.length
                && bytes[content] == 2
                && bytes[content + 1] == 1
                && bytes[content + 2] == 3;
        return versionThree ? PKCS12 : DER;
    }

    private static int firstInt(byte[] bytes) {
        int value = 0;
        for (int i = 0; i < 4 && i < bytes.length; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }
}
