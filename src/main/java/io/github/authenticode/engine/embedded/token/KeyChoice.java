package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.token.child.Line;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key that an identity means, and every certificate that may belong to its chain.
 *
 * @param name how messages call the key, fit to start a sentence
 */
record KeyChoice(String name, TokenKey key, List<X509Certificate> certificates) {
    KeyChoice {
        certificates = List.copyOf(certificates);
    }

    /**
     * @param objects what the token shows once one has logged in
     * @param more the certificates of {@code <certificateFile>}
     */
    static KeyChoice of(Token token, Pkcs11Identity identity, List<Line> objects, List<X509Certificate> more)
            throws ProblemException {
        List<TokenCertificate> onToken = TokenSession.certificates(objects);
        List<TokenKey> keys = objects.stream()
                .filter(l -> l.word().equals("key"))
                .map(TokenKey::of)
                .toList();
        if (keys.isEmpty()) {
            throw TokenProblems.noKey(token, onToken);
        }
        TokenKey key = new Search(token, identity, keys, onToken, more).only();
        String name = "The key '" + ForeignText.oneLine(new Labels(onToken).of(key)) + "' on the token " + token.name();
        if (!key.isRsa() && !key.isElliptic()) {
            throw TokenProblems.keyType(name, key.type());
        }
        List<X509Certificate> all = new ArrayList<>(more);
        onToken.forEach(c -> all.add(c.certificate()));
        return new KeyChoice(name, key, withoutOlder(all, identity.thumbprint()));
    }

    /** Of several certificates of one key, the one that the thumbprint names. */
    private static List<X509Certificate> withoutOlder(List<X509Certificate> all, Optional<String> thumbprint) {
        Optional<X509Certificate> wanted = all.stream()
                .filter(c -> thumbprint.isPresent() && thumbprint.get().equals(TokenCertificate.thumbprint(c)))
                .findFirst();
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(c -> c.equals(wanted.get())
                                || !c.getPublicKey().equals(wanted.get().getPublicKey()))
                        .toList();
    }

    /** A key without a label of its own goes by its certificate's. */
    private record Labels(List<TokenCertificate> certificates) {
        String of(TokenKey key) {
            return key.label().isEmpty()
                    ? ofCertificates(key).stream().findFirst().orElse(key.id())
                    : key.label();
        }

        boolean isOf(String alias, TokenKey key) {
            return alias.equals(of(key)) || ofCertificates(key).contains(alias);
        }

        private List<String> ofCertificates(TokenKey key) {
            return certificates.stream()
                    .filter(c -> !c.id().isEmpty() && c.id().equals(key.id()))
                    .map(TokenCertificate::label)
                    .toList();
        }
    }

    private record Search(
            Token token,
            Pkcs11Identity identity,
            List<TokenKey> keys,
            List<TokenCertificate> onToken,
            List<X509Certificate> more) {
        TokenKey only() throws ProblemException {
            List<TokenKey> fitting = keys;
            if (identity.alias().isPresent()) {
                fitting = named(identity.alias().get());
            }
            if (identity.thumbprint().isPresent()) {
                fitting = ofCertificate(identity.thumbprint().get(), fitting);
            }
            if (fitting.size() > 1) {
                throw TokenProblems.severalKeys(token, labels(fitting));
            }
            return fitting.get(0);
        }

        private List<TokenKey> named(String alias) throws ProblemException {
            Labels labels = new Labels(onToken);
            List<TokenKey> named =
                    keys.stream().filter(k -> labels.isOf(alias, k)).toList();
            if (named.isEmpty()) {
                throw TokenProblems.noSuchKey(token, alias, labels(keys));
            }
            return named;
        }

        /** The certificate in a file does not tell which key is its own; the proof of the chain does. */
        private List<TokenKey> ofCertificate(String thumbprint, List<TokenKey> among) throws ProblemException {
            List<String> ids = onToken.stream()
                    .filter(c -> c.thumbprint().equals(thumbprint))
                    .map(TokenCertificate::id)
                    .toList();
            List<TokenKey> fitting =
                    among.stream().filter(k -> ids.contains(k.id())).toList();
            boolean inFile =
                    more.stream().anyMatch(c -> TokenCertificate.thumbprint(c).equals(thumbprint));
            if (fitting.isEmpty() && !inFile) {
                throw TokenProblems.noSuchCertificate(
                        token, thumbprint, identity.certificateFile().isPresent(), onToken);
            }
            return fitting.isEmpty() ? among : fitting;
        }

        private List<String> labels(List<TokenKey> of) {
            Labels labels = new Labels(onToken);
            return of.stream().map(labels::of).sorted().toList();
        }
    }
}
