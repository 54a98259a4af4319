package io.github.authenticode.azuredouble;

import java.util.Arrays;
import java.util.Optional;

/** An outside issuer of assertions that the application has a federated credential for. */
public enum Issuer {
    GITHUB("https://token.actions.githubusercontent.com", "repo:example/product:ref:refs/heads/main"),
    PIPELINES(
            "https://vstoken.dev.azure.com/77777777-0000-0000-0000-000000000000",
            "sc://example/product/release-signing"),
    GITLAB("https://gitlab.com", "project_path:example/product:ref_type:branch:ref:main"),
    KUBERNETES("https://oidc.example.invalid/cluster", "system:serviceaccount:build:signer");

    private final String url;
    private final String subject;

    Issuer(String url, String subject) {
        this.url = url;
        this.subject = subject;
    }

    String url() {
        return url;
    }

    String subject() {
        return subject;
    }

    static Optional<Issuer> of(String url) {
        return Arrays.stream(values()).filter(i -> i.url.equals(url)).findFirst();
    }
}
