package io.github.authenticode.maven;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The elements of a pom that say who signs, of which exactly one must be there. */
record IdentityElements(
        @Nullable ArtifactSigning artifactSigning,
        @Nullable Keystore keystore,
        @Nullable KeyContainer keyContainer,
        @Nullable StoreCertificate storeCertificate,
        @Nullable TestCertificate testCertificate) {

    /** What a message shows of all the choices. */
    static final String CHOICES =
            "<artifactSigning> (Azure), <keystore> (a PKCS#12, JKS or PEM file), <keyContainer> (a"
                    + " token or KSP), <storeCertificate> (a Windows certificate store) and <testCertificate> (a throwaway"
                    + " certificate for trying things out, never for a release)";

    /** The names of those that are there. */
    List<String> given() {
        return Stream.of(
                        artifactSigning == null ? null : "<artifactSigning>",
                        keystore == null ? null : "<keystore>",
                        keyContainer == null ? null : "<keyContainer>",
                        storeCertificate == null ? null : "<storeCertificate>",
                        testCertificate == null ? null : "<testCertificate>")
                .filter(Objects::nonNull)
                .toList();
    }
}
