package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.KeySource;
import io.github.authenticode.engine.embedded.token.TokenSession;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key on a token, the same for every file. A token that failed once is not asked again: it may be gone, and PINs are
 * counted.
 */
final class TokenKeys implements FileKeys {
    private final TokenSession session;
    private final FileKey key;
    private final List<X509Certificate> chain;
    private volatile @Nullable ProblemException failure;

    private TokenKeys(TokenSession session) throws ProblemException {
        this.session = session;
        RemoteSignatures signatures = new RemoteSignatures(session.keyAlgorithm(), this::sign);
        KeySource source = KeySource.elsewhere(session.keyName(), signatures.key(), signatures, session.certificates());
        this.chain = source.chain();
        this.key = new FileKey(
                source.key(),
                source.certificate(),
                OfflineChain.of(source.chain()),
                Optional.of(signatures),
                List.of());
    }

    /** Logs in, and proves by one signature that the certificate belongs to the key. */
    static TokenKeys open(Pkcs11Identity identity, BuildMemory memory, TokenSettings settings)
            throws ProblemException, InterruptedException {
        TokenSession session = TokenSession.open(identity, memory, settings);
        try {
            return new TokenKeys(session);
        } catch (ProblemException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private byte[] sign(DigestAlgorithm algorithm, byte[] digest) throws SignatureException {
        try {
            ProblemException earlier = failure;
            if (earlier != null) {
                throw earlier;
            }
            return session.sign(algorithm, digest);
        } catch (ProblemException e) {
            failure = e;
            throw new SignatureException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignatureException(e);
        }
    }

    @Override
    public FileKey take(FileFormat format) {
        return key;
    }

    @Override
    public FileKey takeAfter(RenewedException renewed) {
        return key;
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.of(key.certificate());
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public void close() {
        session.close();
    }
}
