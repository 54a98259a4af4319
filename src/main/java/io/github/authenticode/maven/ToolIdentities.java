package io.github.authenticode.maven;

import io.github.authenticode.engine.tool.SigntoolSettings;
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

    /** The settings of {@code <signtool>}; the defaults where a pom has none. */
    SigntoolSettings signtool(@Nullable Signtool element) {
        Signtool bean = element == null ? new Signtool() : element;
        int batch = new OptionsReader(findings).atLeastOne("<signtool><batch>", bean.batch);
        var timeout = Choice.duration("<signtool><timeout>", bean.timeout, findings);
        if (timeout.isZero()) {
            findings.invalid("<signtool><timeout>", "it must be longer than nothing.", "5m");
            timeout = SigntoolSettings.DEFAULT.timeout();
        }
        return new SigntoolSettings(
                Optional.ofNullable(bean.executable).map(File::toPath),
                Optional.ofNullable(bean.dlib).map(File::toPath),
                Optional.ofNullable(bean.additionalCertificate).map(File::toPath),
                Choice.of(
                        SigntoolSettings.PageHashes.class,
                        "signtool><pageHashes",
                        bean.pageHashes,
                        SigntoolSettings.PageHashes.AUTO,
                        findings),
                bean.debug,
                bean.extraArguments,
                batch,
                timeout,
                Choice.duration("<signtool><timeoutPerFile>", bean.timeoutPerFile, findings));
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
