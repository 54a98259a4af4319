package io.github.authenticode.cloud.digicert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.key.CertificatePath;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.key.KeyCertificate;
import io.github.authenticode.cloud.service.ServiceCalls;
import io.github.authenticode.cloud.service.ServicePermit;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The search for a key pair and its certificate. A filter of the service is not trusted to know cases and ends. */
record KeyPairs(DigiCertAccess access, ServiceCalls calls, ServicePermit turn) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_PAGES = 50;

    /** The key pair and its certificate, which is the only one or the one that the pom names. */
    KeyCertificate find() throws CloudException, InterruptedException {
        String id = keyPair();
        JsonNode account = ask(access.keyPair(id)).path("account");
        if (account.isMissingNode() || account.isNull()) {
            throw refused(DigiCertProblems.unreadable(access, "a key pair without an account"));
        }
        List<ToldCertificate> all = certificates(id);
        List<ToldCertificate> named = all.stream().filter(this::isNamed).toList();
        List<String> titles = all.stream().map(ToldCertificate::title).toList();
        if (named.isEmpty()) {
            throw refused(DigiCertProblems.noCertificate(access, titles));
        }
        if (named.size() > 1) {
            throw refused(DigiCertProblems.several(access, titles));
        }
        ToldCertificate told = named.get(0);
        if (KeyAlgorithm.of(told.signer().getPublicKey()).isEmpty()) {
            throw refused(DigiCertProblems.keyType(access));
        }
        List<X509Certificate> others =
                Stream.concat(told.chain().stream(), access.given().stream()).toList();
        return new KeyCertificate(new KeyId(id, account).text(), CertificatePath.from(told.signer(), others));
    }

    private String keyPair() throws CloudException, InterruptedException {
        String alias = access.identity().keypairAlias();
        for (JsonNode item : items(ask(access.keyPairs(Optional.of(alias))))) {
            String id = item.path("id").asText("");
            if (item.path("alias").asText("").equals(alias) && !id.isEmpty()) {
                return id;
            }
        }
        throw refused(DigiCertProblems.unknown(
                access, "keypairAlias", alias, aliases(items(ask(access.keyPairs(Optional.empty()))))));
    }

    private List<ToldCertificate> certificates(String keyPair) throws CloudException, InterruptedException {
        Optional<String> alias = access.identity().certificateAlias();
        List<JsonNode> items = alias.isPresent() ? items(ask(access.certificates(alias.get()))) : active();
        if (alias.isPresent() && !aliases(items).contains(alias.get())) {
            throw refused(DigiCertProblems.unknown(access, "certificateAlias", alias.get(), aliases(active())));
        }
        List<ToldCertificate> found = new ArrayList<>();
        for (JsonNode item : items) {
            if (item.path("keypair").path("id").asText("").equals(keyPair)) {
                found.add(read(item));
            }
        }
        return found;
    }

    private List<JsonNode> active() throws CloudException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 0; page < MAX_PAGES; page++) {
            List<JsonNode> items = items(ask(access.certificates(page * DigiCertAccess.PAGE)));
            all.addAll(items);
            if (items.size() < DigiCertAccess.PAGE) {
                break;
            }
        }
        return all;
    }

    private boolean isNamed(ToldCertificate told) {
        return access.identity()
                        .certificateAlias()
                        .filter(a -> !a.equals(told.alias()))
                        .isEmpty()
                && access.identity()
                        .thumbprint()
                        .filter(t -> !t.equals(told.thumbprint()))
                        .isEmpty()
                && (access.given().isEmpty() || access.given().contains(told.signer()));
    }

    private ToldCertificate read(JsonNode item) throws CloudException {
        try {
            return ToldCertificate.read(item);
        } catch (IOException e) {
            throw refused(DigiCertProblems.unreadable(access, "what came as a certificate is none"));
        }
    }

    private JsonNode ask(URI address) throws CloudException, InterruptedException {
        try {
            return JSON.readTree(calls.ask(ServiceRequest.get(address), turn).body());
        } catch (IOException e) {
            throw refused(
                    DigiCertProblems.unreadable(access, Objects.requireNonNullElse(e.getMessage(), "no reason given")));
        }
    }

    private List<JsonNode> items(JsonNode answer) throws CloudException {
        JsonNode items = answer.path("items");
        if (!items.isArray()) {
            throw refused(DigiCertProblems.unreadable(access, "an answer without items"));
        }
        List<JsonNode> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }

    private static List<String> aliases(List<JsonNode> items) {
        return items.stream().map(item -> item.path("alias").asText("")).toList();
    }

    private static CloudException refused(Problem problem) {
        return new CloudException(problem, false);
    }
}
