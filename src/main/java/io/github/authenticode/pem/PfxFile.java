package io.github.authenticode.pem;

import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilderProvider;

/**
 * The content of a PKCS#12 file (PFX, RFC 7292). The JDK's keystore reads neither keys that are not encrypted nor,
 * before JDK 26, files whose check value is PBMAC1 (RFC 9579), and calls every one of them empty or the password wrong;
 * that of Bouncy Castle knows no empty password with PBES2. Hence the bags are read one by one.
 */
public final class PfxFile {
    private final boolean checked;
    private final List<PfxKey> keys = new ArrayList<>();
    private final List<String> certificateNames = new ArrayList<>();
    private final List<X509CertificateHolder> certificates = new ArrayList<>();

    private PfxFile(List<PKCS12SafeBag> bags, Optional<Secret> password, boolean checked) {
        this.checked = checked;
        int unnamed = 0;
        for (PKCS12SafeBag bag : bags) {
            if (PfxKey.isKey(bag)) {
                Optional<String> name = PfxKey.name(bag);
                keys.add(new PfxKey(name.isPresent() ? name.get() : String.valueOf(++unnamed), bag, password));
            } else if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
                certificates.add(certificate);
                PfxKey.name(bag).ifPresent(certificateNames::add);
            }
        }
    }

    /**
     * Opens the file, all but its keys.
     *
     * @param password absent where none is known; a file of which nothing is encrypted opens all the same
     * @throws WrongPasswordException if the password opens nothing of it
     * @throws IOException if it is damaged, with the reason
     */
    public static PfxFile open(byte[] encoded, Optional<Secret> password) throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            PKCS12PfxPdu pfx = new PKCS12PfxPdu(Pfx.getInstance(in.readObject()));
            boolean checked = pfx.hasMac() && fits(pfx, password);
            if (pfx.hasMac() && !checked && !(password.isEmpty() && isPlain(pfx))) {
                throw misfit(pfx, password);
            }
            return new PfxFile(bags(pfx, password), password, checked);
        } catch (PKCSException | RuntimeException e) {
            throw new IOException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    /** Whether the password has been proven by the check value, so that one which opens a key not is another's. */
    public boolean isChecked() {
        return checked;
    }

    /** In the order of the file; the names of two of them may be the same. */
    public List<PfxKey> keys() {
        return List.copyOf(keys);
    }

    /** Of certificates that have one. */
    public List<String> certificateNames() {
        return List.copyOf(certificateNames);
    }

    /** All of them, whatever they belong to. */
    public List<X509Certificate> certificates() throws IOException, CertificateException {
        return PemBlocks.certificates(List.<Object>copyOf(certificates));
    }

    private static boolean fits(PKCS12PfxPdu pfx, Optional<Secret> password) throws PKCSException {
        PKCS12MacCalculatorBuilderProvider macs =
                pfx.getMacAlgorithmID().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)
                        ? new BcPKCS12PBMac1CalculatorBuilderProvider()
                        : new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
        for (char[] form : Passwords.forms(password)) {
            if (pfx.isMacValid(macs, form)) {
                return true;
            }
        }
        return false;
    }

    /** A check value says no to a wrong password and to a changed byte alike; what opens all the same tells which. */
    private static IOException misfit(PKCS12PfxPdu pfx, Optional<Secret> password) throws PKCSException {
        if (isPlain(pfx)) {
            return WrongPasswordException.ofCheckValue(true);
        }
        boolean opens = Arrays.stream(pfx.getContentInfos()).anyMatch(content -> opens(content, password));
        return opens
                ? new IOException("its check value (MAC) does not fit, though the password opens it")
                : WrongPasswordException.ofCheckValue(false);
    }

    private static boolean opens(ContentInfo content, Optional<Secret> password) {
        try {
            for (PKCS12SafeBag bag : bags(content, password)) {
                if (PfxKey.isEncrypted(bag)) {
                    new PfxKey("", bag, password).open(Optional.empty());
                    return true;
                }
            }
            return isEncrypted(content);
        } catch (IOException | RuntimeException e) {
            return false; // which is the answer
        }
    }

    private static boolean isEncrypted(ContentInfo content) {
        return !content.getContentType().equals(PKCSObjectIdentifiers.data);
    }

    private static boolean isPlain(PKCS12PfxPdu pfx) {
        return Arrays.stream(pfx.getContentInfos())
                .allMatch(content -> !isEncrypted(content)
                        && Arrays.stream(new PKCS12SafeBagFactory(content).getSafeBags())
                                .noneMatch(PfxKey::isEncrypted));
    }

    private static List<PKCS12SafeBag> bags(PKCS12PfxPdu pfx, Optional<Secret> password) throws IOException {
        List<PKCS12SafeBag> bags = new ArrayList<>();
        for (ContentInfo content : pfx.getContentInfos()) {
            bags.addAll(bags(content, password));
        }
        return bags;
    }

    private static List<PKCS12SafeBag> bags(ContentInfo content, Optional<Secret> password) throws IOException {
        if (!isEncrypted(content)) {
            return List.of(new PKCS12SafeBagFactory(content).getSafeBags());
        }
        if (!content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            throw new IOException("a part of it is encrypted for somebody's key, and not with a password");
        }
        return Passwords.opening(
                password, decryptors -> List.of(new PKCS12SafeBagFactory(content, decryptors).getSafeBags()));
    }
}
