package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.engine.signtool.dlib.DlibMessages;
import io.github.authenticode.engine.tool.KnownMessage;
import java.util.List;

/**
 * The meaning of signtool's messages. The words are those of signtool.exe 10.0.15063 and 10.0.26100, recorded; the
 * first entry that fits wins, so that the more telling ones stand first. What the Azure client library writes is in
 * {@link DlibMessages}.
 */
public final class SigntoolMessages {
    private static final String NO_CERTIFICATE = "No certificates were found that met all the given criteria";

    /** About files, keys and certificates. */
    private static final List<KnownMessage> SIGNING = List.of(
            KnownMessage.of(
                            SigntoolProblem.SIGNTOOL_TIMESTAMP_FAILED,
                            "timestamp server either could not be reached|Signing succeeded, but an error occurred",
                            "The timestamp authority did not answer, or answered with something that is no timestamp.",
                            "Check that the machine reaches the authority over http and that its address is right, or name "
                                    + "a second one in <timestamp>.")
                    .worthAnotherTry(),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_TIMESTAMP_URL,
                    "Invalid Timestamp URL",
                    "signtool does not accept the address of the timestamp authority; it speaks plain http only.",
                    "Give the authority's http:// address."),
            KnownMessage.of(
                            SigntoolProblem.SIGNTOOL_FILE_LOCKED,
                            "The file is being used by another process|0x80070020",
                            "Another process holds the file open, often a virus scanner that looks at new files.",
                            "Close the program that uses the file, or exclude the build folder from scanning.")
                    .worthAnotherTry(),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_FORMAT_UNRECOGNIZED,
                    "This file format cannot be signed because it is not recognized",
                    "signtool does not know this kind of file, or the file is damaged.",
                    "Leave the file out of the file set, or install the component that lets Windows sign its type "
                            + "(NavSip.dll for Business Central)."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_EMPTY_FILE,
                    "cannot be mapped into memory",
                    "The file is empty.",
                    "Check the step that makes the file."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_PFX_PASSWORD,
                    "The specified PFX password is not correct",
                    "The password does not open the PFX file.",
                    "Correct the password of the server entry in settings.xml."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_PFX_UNREADABLE,
                    "error occurred while attempting to load the signing certificate from",
                    "signtool cannot read the certificate file.",
                    "Check that it is a PFX file, and that no other program signs with the same file at this moment."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_PRIVATE_KEY,
                    "No private key is available",
                    "The certificate was found, but no private key that belongs to it.",
                    "Check the names of the provider (<csp>) and of the key container, and that the token is plugged in "
                            + "and unlocked for this user."),
            KnownMessage.of(
                            SigntoolProblem.SIGNTOOL_DLIB_NOT_LOADED,
                            "(?s)0x80070032|" + NO_CERTIFICATE,
                            "signtool did not use the client library given with /dlib and looked for a certificate instead.",
                            "Install signtool 10.0.22621.755 or newer (not 10.0.20348) for x64 together with the x64 client "
                                    + "library.")
                    .onlyWithDlib(),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CERTIFICATE_USAGE,
                    "(?s)" + NO_CERTIFICATE + ".*After EKU filter, 0 certs",
                    "The certificate is not for code signing.",
                    "Use a certificate with the extended key usage Code Signing (1.3.6.1.5.5.7.3.3)."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CERTIFICATE_EXPIRED,
                    "(?s)" + NO_CERTIFICATE + ".*After expiry filter, 0 certs",
                    "The certificate has expired or is not valid yet.",
                    "Renew the certificate, or correct the machine's clock."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CERTIFICATE_SELECTOR,
                    "(?s)" + NO_CERTIFICATE + ".*After (?!EKU|expiry|Private)[^,\n]+ filter, 0 certs",
                    "No code signing certificate in the store matches what was asked for.",
                    "Check thumbprint, subject, issuer, root and store, and that the build runs as the user who owns the "
                            + "certificate."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_CERTIFICATE_WITHOUT_KEY,
                    "(?s)" + NO_CERTIFICATE + ".*After Private Key filter, 0 certs",
                    "The certificate is there, but without its private key.",
                    "Import the certificate together with its private key, or name the provider and the key container."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_NO_CERTIFICATE,
                    NO_CERTIFICATE,
                    "signtool found no certificate that it may sign with.",
                    "Check thumbprint, subject, issuer, root and store, and that the certificate is valid, for code signing "
                            + "and has its private key."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_MANY_CERTIFICATES,
                    "Multiple certificates were found that meet all the given criteria",
                    "Several certificates match what was asked for.",
                    "Name the one you mean by its <thumbprint>, which is the certificate's SHA-1 (/sha1) and no digest of files,"
                            + " or set <automatic> to take the one valid longest."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_SIGNER_INVALID,
                    "0x80880253|signer's certificate is not valid for signing",
                    "The certificate may not sign: it has expired, is not valid yet, or is not for code signing.",
                    "Renew the certificate, or use one for code signing."));

    /**
     * About the command line. The plugin checks before the call, so these point to extraArguments or to an old
     * signtool.
     */
    private static final List<KnownMessage> COMMAND_LINE = List.of(
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_THUMBPRINT_FORMAT,
                    "Invalid SHA1 hash format",
                    "The thumbprint is not 40 hexadecimal digits. It is the SHA-1 of the certificate (/sha1), not a digest of the"
                            + " file.",
                    "Copy the certificate's thumbprint again."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_DLIB_SELECTOR,
                    "AuthenticodeDigestSignEx implementation is found",
                    "The client library brings its own certificate, so none may be selected.",
                    "Remove the options that select a certificate or a key."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_FILE_DIGEST_MISSING,
                    "No file digest algorithm specified",
                    "signtool was not told the digest algorithm (/fd).",
                    "Report this as a bug of the plugin, with the debug log."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_TIMESTAMP_DIGEST_MISSING,
                    "No file timestamp algorithm specified",
                    "signtool was not told the digest algorithm of the timestamp (/td).",
                    "Report this as a bug of the plugin, with the debug log."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_DIGEST_INVALID,
                    "The specified algorithm cannot be used or is invalid",
                    "This signtool does not know the digest algorithm, or the key's provider cannot compute it.",
                    "Use SHA-256, and a key storage provider instead of a legacy CSP."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_OPTION_UNKNOWN,
                    "Invalid option: ",
                    "This signtool does not know one of the options.",
                    "Remove the option from <extraArguments>, or install a newer Windows SDK."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_COMMAND_UNKNOWN,
                    "Invalid command: ",
                    "This signtool does not know the command.",
                    "Install a newer Windows SDK."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_OPTIONS_INCOMPATIBLE,
                    "option is incompatible with|option requires the /",
                    "Two of signtool's options do not go together, or one lacks another that it needs.",
                    "Correct <extraArguments>."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_PARAMETER_MISSING,
                    "A required parameter is missing|Missing filename",
                    "signtool's command line is incomplete.",
                    "Correct <extraArguments>."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_FILE_NOT_FOUND,
                    "File not found: ",
                    "signtool did not find the file; it also says so of the file to sign where the metadata file is missing.",
                    "Check that no other process removes files from the build folder."));

    /** From {@code signtool verify} and {@code signtool timestamp}. */
    private static final List<KnownMessage> VERIFYING = List.of(
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_FORMAT_UNVERIFIABLE,
                    "This file format cannot be verified because it is not recognized",
                    "signtool does not know this kind of file, or the file is damaged.",
                    "Leave the file out of the file set."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_UNTRUSTED_ROOT,
                    "terminated in a root certificate which is not trusted",
                    "Windows does not trust the root of the signer's certificate on this machine.",
                    "Sign with a certificate of a trusted authority, or install the root on the machines that shall trust it."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_BAD_DIGEST,
                    "0x80096010",
                    "The file was changed after it had been signed.",
                    "Sign as the last step that touches the file."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_NO_SIGNATURE,
                    "No signature (?:was )?found",
                    "The file has no signature.",
                    "Sign the file."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_ROOT_DIFFERS,
                    "Signing Cert does not chain to the specified Root Cert",
                    "The signer's certificate does not chain to the expected root.",
                    "Sign with the certificate that the policy asks for."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_SIGNER_DIFFERS,
                    "The signing certificate does not have a specified SHA1 hash",
                    "The file is signed with another certificate than the expected one.",
                    "Sign with the certificate that the policy asks for."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_NOT_TIMESTAMPED,
                    "SignTool Warning: File is not timestamped",
                    "The signature has no timestamp and will end with its certificate.",
                    "Sign again with a timestamp authority."));

    /** What is left where nothing above fits. */
    private static final List<KnownMessage> LAST = List.of(
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_ACCESS_DENIED,
                    "Access is denied",
                    "Windows denied access to the file or to the key.",
                    "Make the file writable, and give the user of the build the right to use the key."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_USAGE,
                    "Usage: signtool ",
                    "signtool printed its help instead of signing.",
                    "Correct <extraArguments>."),
            KnownMessage.of(
                    SigntoolProblem.SIGNTOOL_INTERNAL_ERROR,
                    "An unexpected internal error has occurred",
                    "signtool failed inside and does not say why.",
                    "Run Maven with -X and look at signtool's output above this message."));

    /** Tells the causes that have words of their own. */
    static final List<List<KnownMessage>> SPECIFIC = List.of(DlibMessages.ALL, SIGNING, COMMAND_LINE, VERIFYING);

    /** Asked only after the error numbers of Windows. */
    static final List<List<KnownMessage>> FALLBACK = List.of(LAST);

    private SigntoolMessages() {}
}
