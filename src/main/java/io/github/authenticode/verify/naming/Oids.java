package io.github.authenticode.verify.naming;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of object identifiers, in words that a reader finds in documentation: those of RFC 5280, 5652, 8017 and
 * 3161, and of Microsoft's wincrypt.h and wintrust.h.
 */
public final class Oids {
    /** Longer ones are cut: no real one has more than 60 characters. */
    private static final int MAX_LENGTH = 80;

    private static final Map<String, String> NAMES = Stream.of(
                    // Purposes of keys.
                    "1.3.6.1.5.5.7.3.1=server authentication",
                    "1.3.6.1.5.5.7.3.2=client authentication",
                    "1.3.6.1.5.5.7.3.3=code signing",
                    "1.3.6.1.5.5.7.3.4=e-mail protection",
                    "1.3.6.1.5.5.7.3.8=timestamping",
                    "1.3.6.1.5.5.7.3.9=OCSP signing",
                    "1.3.6.1.5.5.7.3.36=document signing",
                    "2.5.29.37.0=any purpose",
                    "1.3.6.1.4.1.311.10.3.1=trust list signing",
                    "1.3.6.1.4.1.311.10.3.4=encrypting file system",
                    "1.3.6.1.4.1.311.10.3.5=WHQL driver signing",
                    "1.3.6.1.4.1.311.10.3.6=Windows component signing",
                    "1.3.6.1.4.1.311.10.3.12=document signing",
                    "1.3.6.1.4.1.311.10.3.13=lifetime signing",
                    "1.3.6.1.4.1.311.10.3.21=Windows RT signing",
                    "1.3.6.1.4.1.311.10.3.22=protected process light signing",
                    "1.3.6.1.4.1.311.10.3.23=Windows TCB component signing",
                    "1.3.6.1.4.1.311.10.3.24=protected process signing",
                    "1.3.6.1.4.1.311.10.3.25=Windows third party application signing",
                    "1.3.6.1.4.1.311.10.3.26=Windows Software Extension signing",
                    "1.3.6.1.4.1.311.10.3.39=WHQL attested driver signing",
                    "1.3.6.1.4.1.311.2.1.21=individual code signing",
                    "1.3.6.1.4.1.311.2.1.22=commercial code signing",
                    "1.3.6.1.4.1.311.20.2.2=smart card logon",
                    "1.3.6.1.4.1.311.61.1.1=kernel mode code signing",
                    "1.3.6.1.4.1.311.76.8.1=Microsoft publisher",
                    "1.3.6.1.4.1.311.76.3.1=Windows Store signing",
                    "1.3.6.1.4.1.311.97.1.0=Artifact Signing, public trust",
                    // What is signed.
                    "1.2.840.113549.1.7.1=data",
                    "1.2.840.113549.1.7.2=signed data",
                    "1.2.840.113549.1.9.16.1.4=timestamp token information",
                    "1.3.6.1.4.1.311.10.1=certificate trust list",
                    "1.3.6.1.4.1.311.2.1.4=indirect data",
                    "1.3.6.1.4.1.311.2.1.15=program image",
                    "1.3.6.1.4.1.311.2.1.30=subject of an interface package",
                    // Attributes.
                    "1.2.840.113549.1.9.3=content type",
                    "1.2.840.113549.1.9.4=message digest",
                    "1.2.840.113549.1.9.5=signing time",
                    "1.2.840.113549.1.9.6=countersignature",
                    "1.2.840.113549.1.9.15=S/MIME capabilities",
                    "1.2.840.113549.1.9.52=CMS algorithm protection",
                    "1.2.840.113549.1.9.16.2.12=signing certificate",
                    "1.2.840.113549.1.9.16.2.14=timestamp token of CMS",
                    "1.2.840.113549.1.9.16.2.47=signing certificate, version 2",
                    "1.3.6.1.4.1.311.2.1.10=agency information",
                    "1.3.6.1.4.1.311.2.1.11=statement type",
                    "1.3.6.1.4.1.311.2.1.12=program name and address",
                    "1.3.6.1.4.1.311.2.4.1=nested signature",
                    "1.3.6.1.4.1.311.2.4.2=intent to seal",
                    "1.3.6.1.4.1.311.2.4.3=sealing signature",
                    "1.3.6.1.4.1.311.2.4.4=sealing timestamp",
                    "1.3.6.1.4.1.311.2.6.2=retry count",
                    "1.3.6.1.4.1.311.3.3.1=timestamp token",
                    // Algorithms.
                    "1.2.840.113549.2.2=MD2",
                    "1.2.840.113549.2.5=MD5",
                    "1.3.14.3.2.26=SHA-1",
                    "2.16.840.1.101.3.4.2.4=SHA-224",
                    "2.16.840.1.101.3.4.2.1=SHA-256",
                    "2.16.840.1.101.3.4.2.2=SHA-384",
                    "2.16.840.1.101.3.4.2.3=SHA-512",
                    "2.16.840.1.101.3.4.2.6=SHA-512/256",
                    "2.16.840.1.101.3.4.2.7=SHA3-224",
                    "2.16.840.1.101.3.4.2.8=SHA3-256",
                    "2.16.840.1.101.3.4.2.9=SHA3-384",
                    "2.16.840.1.101.3.4.2.10=SHA3-512",
                    "1.2.840.113549.1.1.1=RSA",
                    "1.2.840.113549.1.1.2=MD2 with RSA",
                    "1.2.840.113549.1.1.4=MD5 with RSA",
                    "1.2.840.113549.1.1.5=SHA-1 with RSA",
                    "1.2.840.113549.1.1.8=MGF1",
                    "1.2.840.113549.1.1.10=RSASSA-PSS",
                    "1.2.840.113549.1.1.11=SHA-256 with RSA",
                    "1.2.840.113549.1.1.12=SHA-384 with RSA",
                    "1.2.840.113549.1.1.13=SHA-512 with RSA",
                    "1.2.840.113549.1.1.14=SHA-224 with RSA",
                    "1.2.840.10040.4.1=DSA",
                    "1.2.840.10040.4.3=SHA-1 with DSA",
                    "2.16.840.1.101.3.4.3.2=SHA-256 with DSA",
                    "1.2.840.10045.2.1=elliptic curve key",
                    "1.2.840.10045.4.1=SHA-1 with ECDSA",
                    "1.2.840.10045.4.3.1=SHA-224 with ECDSA",
                    "1.2.840.10045.4.3.2=SHA-256 with ECDSA",
                    "1.2.840.10045.4.3.3=SHA-384 with ECDSA",
                    "1.2.840.10045.4.3.4=SHA-512 with ECDSA",
                    "1.2.840.10045.3.1.7=P-256",
                    "1.3.132.0.34=P-384",
                    "1.3.132.0.35=P-521",
                    "1.3.132.0.10=secp256k1",
                    "1.3.36.3.3.2.8.1.1.7=brainpoolP256r1",
                    "1.3.101.112=Ed25519",
                    "1.3.101.113=Ed448",
                    "2.16.840.1.101.3.4.3.17=ML-DSA-44",
                    "2.16.840.1.101.3.4.3.18=ML-DSA-65",
                    "2.16.840.1.101.3.4.3.19=ML-DSA-87",
                    // Extensions and policies.
                    "2.5.29.9=subject directory attributes",
                    "2.5.29.14=subject key identifier",
                    "2.5.29.15=key usage",
                    "2.5.29.16=private key usage period",
                    "2.5.29.17=subject alternative name",
                    "2.5.29.18=issuer alternative name",
                    "2.5.29.19=basic constraints",
                    "2.5.29.30=name constraints",
                    "2.5.29.31=CRL distribution points",
                    "2.5.29.32=certificate policies",
                    "2.5.29.32.0=any policy",
                    "2.5.29.33=policy mappings",
                    "2.5.29.35=authority key identifier",
                    "2.5.29.36=policy constraints",
                    "2.5.29.37=extended key usage",
                    "2.5.29.46=freshest CRL",
                    "2.5.29.54=inhibit any policy",
                    "1.3.6.1.5.5.7.1.1=authority information access",
                    "1.3.6.1.5.5.7.1.3=qualified certificate statements",
                    "2.23.140.1.3=policy of extended validation code signing",
                    "2.23.140.1.4.1=policy of code signing",
                    "2.23.140.1.4.2=policy of timestamping")
            .map(line -> line.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    private Oids() {}

    /** {@code code signing}; empty for one that is not known here. */
    public static Optional<String> name(String oid) {
        return Optional.ofNullable(NAMES.get(oid));
    }

    /** {@code code signing (1.3.6.1.5.5.7.3.3)}, or the identifier alone. */
    public static String named(String oid) {
        String shown = oid.length() > MAX_LENGTH ? oid.substring(0, MAX_LENGTH) + "..." : oid;
        return name(oid).map(name -> name + " (" + shown + ")").orElse(shown);
    }
}
