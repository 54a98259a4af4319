package io.github.authenticode.maven;

import io.github.authenticode.engine.tool.Thumbprint;
import io.github.authenticode.plan.Identity;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the elements for keys that only a tool on Windows can use. */
final class ToolIdentities {
    private final Findings findings;

    ToolIdentities(Findings findings) {
        this.findings = findings;
    }

    Optional<Identity> storeCertificate(StoreCertificate bean) {
        Optional<String> thumbprint = text(bean.thumbprint).flatMap(this::thumbprint);
        return Optional.of(new Identity.StoreCertificate(
                thumbprint,
                text(bean.subject),
                text(bean.issuer),
                text(bean.root),
                text(bean.store),
                bean.machineStore,
                bean.automatic));
    }

    private Optional<String> thumbprint(String text) {
        Optional<String> normal = Thumbprint.normalise(text);
        if (normal.isEmpty()) {
            findings.invalid(
                    "<storeCertificate><thumbprint>",
                    "\"" + text + "\" is not the SHA-1 of a certificate, which has 40 hexadecimal digits.",
                    "<thumbprint>C1C1A0655D1075985948BFE91391408740412F7E</thumbprint>");
        }
        return normal;
    }

    Optional<Identity> keyContainer(KeyContainer bean) {
        Optional<String> csp = required("<keyContainer><csp>", bean.csp, "<csp>DigiCert Signing Manager KSP</csp>");
        Optional<String> container =
                required("<keyContainer><container>", bean.container, "<container>my-keypair-alias</container>");
        File file = bean.certificateFile;
        if (file == null) {
            findings.invalid(
                    "<keyContainer>",
                    "<certificateFile> is missing.",
                    "<certificateFile>codesign.crt</certificateFile>");
        }
        if (csp.isEmpty() || container.isEmpty() || file == null) {
            return Optional.empty();
        }
        return Optional.of(new Identity.KeyContainer(csp.get(), container.get(), file.toPath()));
    }

    private Optional<String> required(String element, @Nullable String value, String example) {
        if (text(value).isEmpty()) {
            findings.invalid(element, "it is missing.", example);
        }
        return text(value);
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
    }
}
