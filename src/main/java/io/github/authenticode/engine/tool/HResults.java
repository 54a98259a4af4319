package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.WindowsError;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The error numbers of Windows that signing tools print (winerror.h), and what to do about each. E_FAIL (0x80004005) is
 * left out: it only says that something failed.
 */
public final class HResults {
    /**
     * With 0x, as signtool writes it; without, as AzureSignTool does, when it begins like every failure; in decimal
     * digits, as exit codes are shown, with a sign or without.
     */
    private static final Pattern NUMBER =
            Pattern.compile("(?:0[xX]|\\b(?=8))([0-9A-Fa-f]{8})\\b|(?<![\\w.])(-?[1-4][0-9]{9})\\b");

    /** Number and name, cause, remedy. */
    private static final String TABLE = """
            0x80070002 FILE_NOT_FOUND|A file that signtool needs is missing.|Check the paths of the client library, the metadata file and the certificate file.
            0x80070005 ACCESS_DENIED|Windows denied access to the file or to the machine's key.|Make the file writable, and give the user of the build the right to use the key.
            0x8007000B BAD_FORMAT|The package's manifest names another publisher than the certificate.|Set Publisher in the manifest to the certificate's whole subject.
            0x80070032 NOT_SUPPORTED|This signtool, or the provider of the key, lacks a function that is needed.|Install a newer Windows SDK.
            0x80070057 INVALID_PARAMETER|Windows refused the request as wrong: an option, the metadata, or the digest of a package's block map.|Check the options, and for a package sign with the digest of its block map.
            0x800700C1 BAD_EXE_FORMAT|signtool and the library it loads are for different processors, or the file to sign is damaged.|Use the x64 signtool with the x64 client library, and sign the unsigned file of the build.
            0x80090005 NTE_BAD_DATA|The key does not fit, or the password is wrong.|Correct the password or the key container.
            0x80090008 NTE_BAD_ALGID|The provider of the key does not know the digest algorithm.|Use a key storage provider instead of the legacy CSP.
            0x8009000D NTE_NO_KEY|The private key is missing.|Import the certificate together with its private key.
            0x80090010 NTE_PERM|The user may not use the key.|Give the user of the build the right to use it.
            0x80090016 NTE_BAD_KEYSET|The key container does not exist for this user.|Correct <container>, and run as the user who owns the key.
            0x80090019 NTE_KEYSET_NOT_DEF|The provider is not known on this machine.|Correct <csp>, or install the provider.
            0x8009001E NTE_PROV_DLL_NOT_FOUND|The provider's library cannot be loaded.|Install the provider for the processor that signtool runs on.
            0x80090020 NTE_FAIL|The provider of the key failed inside.|Check its credentials and its connection.
            0x80090022 NTE_SILENT_CONTEXT|The provider wants to ask for a PIN and may not.|Unlock the token without a prompt before the build.
            0x80090029 NTE_NOT_SUPPORTED|The provider cannot do this with this key.|Use another digest algorithm, or another provider.
            0x8009002A NTE_NO_MORE_ITEMS|The provider lists no keys.|Check the provider's credentials.
            0x80091007 CRYPT_E_HASH_VALUE|The content does not have the digest that was signed.|Sign as the last step that touches the file.
            0x80092002 CRYPT_E_BAD_ENCODE|The signature in the file is damaged.|Sign the unsigned file of the build.
            0x80092003 CRYPT_E_FILE_ERROR|The file cannot be read, or is empty.|Check the step that makes the file.
            0x80092004 CRYPT_E_NOT_FOUND|A certificate or one of its properties was not found.|Import the certificate together with its private key.
            0x80092006 CRYPT_E_NO_PROVIDER|No provider belongs to the certificate.|Name the provider and the key container.
            0x80092010 CRYPT_E_REVOKED|The certificate has been revoked.|Replace the certificate.
            0x80092012 CRYPT_E_NO_REVOCATION_CHECK|Revocation could not be checked.|Let the machine reach the authority's revocation lists.
            0x80092013 CRYPT_E_REVOCATION_OFFLINE|The revocation server cannot be reached.|Let the machine reach the authority's revocation lists.
            0x80092026 CRYPT_E_SECURITY_SETTINGS|A policy of this machine forbids it.|Ask the administrator of the machine.
            0x80093109 CRYPT_E_ASN1_BADARGS|Windows could not put the signature together for this file.|Check that the file is intact and is what its name says, and install the component for its type (NavSip.dll for Business Central).
            0x8009310B CRYPT_E_ASN1_BADTAG|The timestamp authority answered with something that is no timestamp.|Correct the authority's address, or let the build pass the proxy.
            0x80096001 TRUST_E_SYSTEM_ERROR|Windows failed while checking trust.|Build again, and look into the event log if it stays.
            0x80096002 TRUST_E_NO_SIGNER_CERT|The signer's certificate is not in the file.|Sign again.
            0x80096003 TRUST_E_COUNTER_SIGNER|A countersignature is invalid.|Sign again with a timestamp.
            0x80096004 TRUST_E_CERT_SIGNATURE|A certificate's signature cannot be verified.|Sign with an intact certificate chain.
            0x80096005 TRUST_E_TIME_STAMP|The timestamp is bad.|Sign again, with another timestamp authority.
            0x80096010 TRUST_E_BAD_DIGEST|The file was changed after it had been signed.|Sign as the last step that touches the file.
            0x80096019 TRUST_E_BASIC_CONSTRAINTS|A certificate in the chain signs although it is no authority.|Sign with a certificate of a trusted authority.
            0x800B0001 TRUST_E_PROVIDER_UNKNOWN|Windows does not know the trust provider.|Repair the Windows installation.
            0x800B0003 TRUST_E_SUBJECT_FORM_UNKNOWN|Windows does not know how this kind of file carries a signature.|Leave the file out, or install the component for its type (NavSip.dll for Business Central).
            0x800B0004 TRUST_E_SUBJECT_NOT_TRUSTED|Windows distrusts the file's signer.|Sign with a certificate that the machine trusts.
            0x800B0100 TRUST_E_NOSIGNATURE|The file has no signature.|Sign the file.
            0x800B0101 CERT_E_EXPIRED|A certificate of the chain has expired.|Renew the certificate, and timestamp signatures.
            0x800B0105 CERT_E_CRITICAL|A certificate holds a critical extension that Windows does not know.|Sign with another certificate.
            0x800B0106 CERT_E_PURPOSE|A certificate is used for something it is not for.|Use a certificate for code signing.
            0x800B0109 CERT_E_UNTRUSTEDROOT|Windows does not trust the root of the certificate on this machine.|Sign with a certificate of a trusted authority, or install its root.
            0x800B010A CERT_E_CHAINING|Certificates between the signer's and the root are missing.|Add them with <additionalCertificate>.
            0x800B010C CERT_E_REVOKED|The issuer has revoked the certificate.|Replace the certificate.
            0x800B010E CERT_E_REVOCATION_FAILURE|Revocation could not be checked.|Let the machine reach the authority's revocation lists.
            0x800B0110 CERT_E_WRONG_USAGE|The certificate is not for code signing.|Use a certificate for code signing.
            0x800B0111 TRUST_E_EXPLICIT_DISTRUST|The certificate is in the machine's Disallowed store.|Sign with another certificate.
            0x8010000C SCARD_E_NO_SMARTCARD|No token or smart card is plugged in.|Plug the token in.
            0x8010006E SCARD_W_CANCELLED_BY_USER|The PIN prompt was cancelled, or could not be shown.|Unlock the token without a prompt before the build.
            """;

    private static final Map<String, Problem> BY_NUMBER =
            TABLE.lines().map(HResults::row).collect(Collectors.toMap(HResults::number, Function.identity()));

    private HResults() {}

    /** The meaning of the first known error number in a text. */
    public static Optional<Problem> find(String text) {
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            String hexadecimal = matcher.group(1) != null
                    ? matcher.group(1).toLowerCase(Locale.ROOT)
                    : String.format(Locale.ROOT, "%08x", (int) Long.parseLong(matcher.group(2)));
            Problem known = BY_NUMBER.get(hexadecimal);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private static Problem row(String line) {
        String[] cells = line.split("[|]", 3);
        String[] name = cells[0].split(" ", 2);
        WindowsError id = WindowsError.valueOf("HRESULT_" + name[0].substring(2).toUpperCase(Locale.ROOT));
        return Problem.of(id, cells[1] + " Windows calls it " + name[1] + ", " + name[0] + ".", cells[2]);
    }

    private static String number(Problem problem) {
        return problem.id().substring("hresult-".length());
    }
}
