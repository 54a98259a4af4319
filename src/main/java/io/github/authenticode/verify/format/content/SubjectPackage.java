package io.github.authenticode.verify.format.content;

import io.github.authenticode.verify.violation.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * The subject interface packages (SIP) of Windows, by the GUID in SpcSipInfo. Each digests its kind of file in its own
 * way, so that the digest of one file may be that of another one of another kind: an installer can hold the text of a
 * script in its first stream. The GUIDs are those under {@code
 * HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData}.
 */
public enum SubjectPackage {
    INSTALLER("000c10f1-0000-0000-c000-000000000046", "an installer"),
    POWERSHELL("603bcc1f-4b59-4e08-b724-d2c6297ef351", "a PowerShell script"),
    VBSCRIPT("1629f04e-2799-4db5-8fe5-ace10f17ebab", "a VBScript"),
    JSCRIPT("06c9e010-38ce-11d4-a2a3-00104bd35090", "a JScript"),
    WSF("1a610570-38ce-11d4-a2a3-00104bd35090", "a Windows Script file"),
    APPX("0ac5df4b-ce07-4de2-b76e-23c839a09fd1", "an application package"),
    APPX_BUNDLE("0f5f58b3-aade-4b9a-a434-95742d92eceb", "a bundle of application packages"),
    /**
     * NavSip.dll writes another GUID into each file (ebourg/jsign#167), so any is good that is not known as another
     * kind's.
     */
    NAVX("cb034cc7-4a2d-8e07-48e7-f82436ffa03e", "a Business Central package");

    /**
     * Of kinds that have no digest in the form of SpcSipInfo, or are not judged here: nobody else has a use for their
     * GUIDs.
     */
    private static final List<UUID> FOREIGN = List.of(
            UUID.fromString("c689aab8-8e78-11d0-8c47-00c04fc295ee"), // programs
            UUID.fromString("c689aab9-8e78-11d0-8c47-00c04fc295ee"), // Java classes
            UUID.fromString("c689aaba-8e78-11d0-8c47-00c04fc295ee"), // cabinets
            UUID.fromString("de351a42-8e59-11d0-8c47-00c04fc295ee"), // flat files
            UUID.fromString("de351a43-8e59-11d0-8c47-00c04fc295ee"), // catalogs
            UUID.fromString("9ba61d3f-e73a-11d0-8cd2-00c04fc295ee"), // certificate trust lists
            UUID.fromString("cf78c6de-64a2-4799-b506-89adff5d16d6"), // encrypted packages
            UUID.fromString("d1d04f0c-9aba-430d-b0e4-d7e96acce66c"), // encrypted bundles
            UUID.fromString("5598cff1-68db-4340-b57f-1cacf88c9a51"), // P7X files
            UUID.fromString("9f3053c5-439d-4bf7-8a77-04f0450a1d9f"), // images of Windows
            UUID.fromString("9fa65764-c36f-4319-9737-658a34585bb7")); // Office documents with macros

    private final UUID guid;
    private final String what;

    SubjectPackage(String guid, String what) {
        this.guid = UUID.fromString(guid);
        this.what = what;
    }

    /** What is wrong with the GUID of a signature in a file of this kind; empty if nothing is. */
    Optional<Violation> objection(IndirectData signed) {
        Optional<UUID> named = named(signed);
        if (named.isEmpty()) {
            return Optional.of(ContentFindings.otherSubject("its SpcSipInfo names no kind of file"));
        }
        boolean good = this == NAVX ? isFree(named.get()) : guid.equals(named.get());
        return good
                ? Optional.empty()
                : Optional.of(ContentFindings.otherSubject(name(named.get()) + ", but this is " + what));
    }

    private static boolean isFree(UUID named) {
        return !FOREIGN.contains(named)
                && Arrays.stream(values()).noneMatch(kind -> kind != NAVX && kind.guid.equals(named));
    }

    private static String name(UUID named) {
        String braced = "{" + named.toString().toUpperCase(Locale.ROOT) + "}";
        return Arrays.stream(values())
                .filter(kind -> kind.guid.equals(named))
                .findFirst()
                .map(kind -> "its SpcSipInfo names " + kind.what + ", " + braced)
                .orElse("its SpcSipInfo names a kind that is not known here, " + braced);
    }

    /**
     * The second element: an octet string with a GUID as Windows keeps it, its first three numbers in little endian.
     */
    private static Optional<UUID> named(IndirectData signed) {
        try {
            ASN1Sequence info = ASN1Sequence.getInstance(signed.value().orElseThrow());
            byte[] octets = ASN1OctetString.getInstance(info.getObjectAt(1)).getOctets();
            if (octets.length != 16) {
                return Optional.empty();
            }
            ByteBuffer numbers = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
            long first = (long) numbers.getInt(0) << 32
                    | (long) (numbers.getShort(4) & 0xFFFF) << 16
                    | (numbers.getShort(6) & 0xFFFF);
            return Optional.of(
                    new UUID(first, numbers.order(ByteOrder.BIG_ENDIAN).getLong(8)));
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
