package io.github.authenticode.plan.identity;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * The vault services of Azure's clouds. A host belongs to one of them by its end, and an access token opens one of them
 * (Microsoft Learn, "About keys, secrets, and certificates", DNS suffixes).
 */
public enum VaultService {
    VAULT(".vault.azure.net", false),
    VAULT_CHINA(".vault.azure.cn", false),
    VAULT_US_GOVERNMENT(".vault.usgovcloudapi.net", false),
    HSM(".managedhsm.azure.net", true),
    HSM_US_GOVERNMENT(".managedhsm.usgovcloudapi.net", true);

    private final String suffix;
    private final boolean keysAlone;

    VaultService(String suffix, boolean keysAlone) {
        this.suffix = suffix;
        this.keysAlone = keysAlone;
    }

    /** That of a host; one that is none of Azure's is taken for a vault of the public cloud. */
    public static VaultService of(URI vault) {
        String host = String.valueOf(vault.getHost()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(service -> host.endsWith(service.suffix))
                .findFirst()
                .orElse(VAULT);
    }

    /** The end of its hosts' names: {@code .vault.azure.net}. */
    public String suffix() {
        return suffix;
    }

    /** Whether it holds keys, and no certificates: a managed HSM. */
    public boolean hasKeysAlone() {
        return keysAlone;
    }

    /** What a token is asked for; a slash more and it is refused. */
    public String resource() {
        return "https://" + suffix.substring(1);
    }
}
