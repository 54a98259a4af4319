package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.DigiCertAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A key pair in DigiCert KeyLocker or Software Trust Manager; the key never leaves DigiCert.
 *
 * @param keypairAlias the key pair's name; case matters
 * @param certificateAlias one of the certificates of the key pair; absent means its default
 * @param certificateFile the certificate that belongs to the key, DER or PEM
 * @param thumbprint SHA-1 of the certificate, 40 upper-case hexadecimal digits
 * @param kspName Windows' name of DigiCert's key storage provider; absent means the one that is registered
 */
public record KeyLockerIdentity(
        String keypairAlias,
        Optional<String> certificateAlias,
        Optional<Path> certificateFile,
        Optional<String> thumbprint,
        Optional<String> kspName,
        DigiCertAccount account)
        implements Identity {
    public KeyLockerIdentity {
        RequiredText.check("keypairAlias", keypairAlias);
    }

    @Override
    public boolean isCertificateKnown() {
        return false;
    }

    @Override
    public boolean isService() {
        return true;
    }

    /** Who signs in makes no difference to a signature. */
    @Override
    public List<String> signer() {
        return List.of(account.host().toString(), keypairAlias, certificateAlias.orElse(""), thumbprint.orElse(""));
    }

    /** The limits of requests are an account's, of which the host and its user are known here. */
    @Override
    public List<String> service() {
        return List.of(account.host().toString());
    }

    @Override
    public Optional<SignerTraits> signerTraits() {
        return Optional.of(new SignerTraits(thumbprint, Optional.empty(), Optional.empty()));
    }

    @Override
    public String element() {
        return "keyLocker";
    }
}
