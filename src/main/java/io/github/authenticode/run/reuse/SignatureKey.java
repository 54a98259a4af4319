package io.github.authenticode.run.reuse;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything beside the content of a file that decides what its signature will be. Only its digest is written anywhere,
 * and no secret goes into it: {@code toString} of an identity has none.
 */
public final class SignatureKey {
    /** Changes when the same recipe no longer means the same signature. */
    private static final String VERSION = "3";

    private final String text;

    private SignatureKey(String text) {
        this.text = text;
    }

    public static SignatureKey of(SigningPlan plan, Engine engine, String settings) {
        SignatureOptions options = plan.options();
        String mode = (options.appends(false) ? "append" : "replace") + (options.appends(true) ? " append" : "");
        return new SignatureKey(LengthPrefixed.text(List.of(
                VERSION,
                engine.name(),
                settings,
                signer(plan.identity(), engine),
                options.digest().name(),
                options.description().map(d -> "d" + d).orElse(""),
                options.url().map(u -> "u" + u).orElse(""),
                Boolean.toString(options.timestamping().enabled()),
                options.timestamping().urls().toString(),
                options.repair() ? mode + " repair" : mode)));
    }

    /** The name of what this recipe makes of a file. */
    String key(FileTask file) {
        return key(file.file().format(), file.before().orElseThrow().sha256());
    }

    /** The same text may be a script in two languages, which are signed in two ways. */
    String key(FileFormat format, String sha256) {
        String all = LengthPrefixed.text(List.of(text, format.name(), sha256));
        return HexFormat.of().formatHex(Fingerprint.digest(all.getBytes(StandardCharsets.UTF_8)));
    }

    /** The certificate where it is known: where a keystore lies makes no difference to a signature. */
    private static String signer(Identity identity, Engine engine) {
        if (engine.certificate().isPresent()) {
            return "certificate " + sha256(engine.certificate().get());
        }
        return LengthPrefixed.text(identity.signer());
    }

    static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(Fingerprint.digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was parsed keeps its encoding", e);
        }
    }
}
