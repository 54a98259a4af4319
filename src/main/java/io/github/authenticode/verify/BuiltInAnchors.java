package io.github.authenticode.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The root of Azure Artifact Signing and of its timestamp authority, by its facts: Windows trusts it, and neither a JVM nor a
 * Linux distribution has it, so that without this a build there could not verify what it signs. Where the facts come from and
 * how to check them: docs/decisions/0004.
 */
final class BuiltInAnchors {
    static final String NAME = "built-in anchors";

    private static final String SUBJECT =
            "CN=Microsoft Identity Verification Root Certificate Authority 2020, O=Microsoft Corporation, C=US";
    private static final String SHA256 = "5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270";
    /** SubjectPublicKeyInfo of 4096 bits. */
    private static final String RSA_KEY = """
            MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAs5EqB4MGZ/2eneDHwLek5kIEfw+m21/71VrXRaD7dwvwgPOm
            bVpNeVPYoIaEV0Ugx6JU+8eiv4rHbjXzohXEL07jSoWWSQ3/vpnYFPa8JwfuQpsr9QuSBuT9aRNlqJFy8piE64M9DuTX
            cRJIIcsN7fZHSbeb+cnHF7aET/+4rJrXc2dJheOGvTdA0CWG1N61wm1iatWpeLwtb0n55WwUFP0Ux9NlFjfey268XimN
            /WKbFSzWBea5iTIzo2LH19ZSZwjELvRWK54Lh8zsp7SmqusFzRlXpToLBCcckWeeLWItLx6+2sAgywQZyjP7ib6Y4nKg
            cjW+eeGcg2/kbRdvkPM9AIZ1OI7Q4Emau9vT+DDK1VeIaE1y079tf3HY/b0NrpJkSLdbb3kmtc2blSGE0e8PMj17V4zz
            RQdMfOBeGA41dottnss2dKsF+OBzXTJWlGeXJQrGNT2Ul+fBRIuA/cH49HQZ5TD2BvshVz4GHItrFYYnSXuCk8pZ6HVH
            6D849MdTeaC2tOJcUe+9XzjBE+Z4DJVaLsVAWSjMDyTA7LoJdyOZOKa2HNrHuiC21zfYfzevCOM7cdtucxt9mXKw5IYz
            WXS1FgB7UG3GhhPa/cQ5gj0kAJpg2rqUwAVRLDSsUJkTh7uzBYCyTTACXLgmg120Y3PvriOVT2AovjfVW6UCAwEAAQ==""";

    private BuiltInAnchors() {}

    static RootSource read() {
        return new RootSource(NAME, List.of(identityVerification()), EnumSet.allOf(Purpose.class), "");
    }

    private static Anchor identityVerification() {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(RSA_KEY);
            return new Anchor(
                    new X500Principal(SUBJECT),
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)),
                    Optional.empty(),
                    SHA256,
                    NAME);
        } catch (GeneralSecurityException e) {
            // Every JVM has RSA, and a test reads this key.
            throw new IllegalStateException(e);
        }
    }
}
