package io.github.authenticode.engine.signtool.dlib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.process.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The file that {@code /dmdf} hands to Azure's client library: JSON in UTF-8 without a byte order mark, in a private
 * folder that goes away with it. signtool names the file to sign, and not this one, where this one is missing.
 */
public final class MetadataFile implements AutoCloseable {
    private final PrivateFolder folder;
    private final Path path;

    private MetadataFile(PrivateFolder folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /** Writes the file into a new private folder below {@code parent}. */
    public static MetadataFile write(ArtifactSigningIdentity signing, Path parent) throws ProblemException {
        try {
            byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content(signing));
            PrivateFolder folder = PrivateFolder.in(parent);
            return new MetadataFile(folder, Files.write(folder.path().resolve("metadata.json"), json));
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                            DlibProblem.METADATA_WRITE,
                            "The metadata file for Artifact Signing cannot be written below " + parent + ".",
                            "Make the folder writable.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    private static ObjectNode content(ArtifactSigningIdentity signing) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        if (signing.metadataFile().isPresent()) {
            json.setAll((ObjectNode) ready(signing.metadataFile().get()));
        }
        json.put("Endpoint", signing.endpoint().toString());
        json.put("CodeSigningAccountName", signing.account());
        json.put("CertificateProfileName", signing.certificateProfile());
        signing.correlationId().ifPresent(id -> json.put("CorrelationId", id));
        Set<String> excluded = new LinkedHashSet<>(signing.excludeCredentials());
        signing.credential().ifPresent(c -> {
            excluded.clear();
            excluded.addAll(AzureCredentialKinds.allBut(c));
        });
        if (!excluded.isEmpty()) {
            ArrayNode kinds = json.putArray("ExcludeCredentials");
            excluded.forEach(kinds::add);
        }
        return json;
    }

    /** The root of a ready file; a byte order mark, which the library would choke on, is passed over. */
    public static JsonNode ready(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
        if (!root.isObject()) {
            throw new IOException("it holds no JSON object");
        }
        return root;
    }

    public Path path() {
        return path;
    }

    /** What stands in an array of strings, or in a single string. */
    public static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> texts.add(n.asText()));
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
