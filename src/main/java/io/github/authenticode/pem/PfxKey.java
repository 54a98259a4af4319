package io.github.authenticode.pem;

import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** A private key in a PKCS#12 file. */
public final class PfxKey {
    private final String name;
    private final PKCS12SafeBag bag;
    private final Optional<Secret> filePassword;

    PfxKey(String name, PKCS12SafeBag bag, Optional<Secret> filePassword) {
        this.name = name;
        this.bag = bag;
        this.filePassword = filePassword;
    }

    /** Its friendlyName; where it has none, the number that the JDK would give it. */
    public String name() {
        return name;
    }

    /**
     * The key itself.
     *
     * @param password its own; absent where it has that of the file
     * @throws WrongPasswordException if it is another one
     */
    public PrivateKeyInfo open(Optional<Secret> password) throws IOException {
        if (bag.getBagValue() instanceof PrivateKeyInfo plain) {
            return plain;
        }
        PKCS8EncryptedPrivateKeyInfo encrypted = (PKCS8EncryptedPrivateKeyInfo) bag.getBagValue();
        return Passwords.opening(password.or(() -> filePassword), encrypted::decryptPrivateKeyInfo);
    }

    static boolean isKey(PKCS12SafeBag bag) {
        return isEncrypted(bag) || bag.getBagValue() instanceof PrivateKeyInfo;
    }

    static boolean isEncrypted(PKCS12SafeBag bag) {
        return bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    static Optional<String> name(PKCS12SafeBag bag) {
        return Stream.ofNullable(bag.getAttributes())
                .flatMap(Stream::of)
                .filter(a -> a.getAttrType().equals(PKCS12SafeBag.friendlyNameAttribute))
                .flatMap(a -> Stream.of(a.getAttributeValues()))
                .filter(ASN1String.class::isInstance)
                .map(text -> ((ASN1String) text).getString())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
