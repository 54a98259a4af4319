package io.github.authenticode.signtooldouble.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file behind /dmdf. */
record DlibMetadata(String endpoint, String account, String profile, List<String> excludedCredentials) {

    /** Empty if it is no JSON or lacks one of the three fields that it must have. */
    static Optional<DlibMetadata> parse(byte[] json) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            List<String> excluded = new ArrayList<>();
            root.path("ExcludeCredentials").forEach(name -> excluded.add(name.asText()));
            DlibMetadata metadata = new DlibMetadata(
                    root.path("Endpoint").asText(),
                    root.path("CodeSigningAccountName").asText(),
                    root.path("CertificateProfileName").asText(),
                    excluded);
            return metadata.isComplete() ? Optional.of(metadata) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    boolean allows(String credential) {
        return !excludedCredentials.contains(credential);
    }

    private boolean isComplete() {
        return !endpoint.isEmpty() && !account.isEmpty() && !profile.isEmpty();
    }
}
