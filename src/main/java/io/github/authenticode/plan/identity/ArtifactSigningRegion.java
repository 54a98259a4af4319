package io.github.authenticode.plan.identity;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The Azure regions that have Artifact Signing. They grew from 6 to 15 in a year, so another code may be right too. */
public enum ArtifactSigningRegion {
    BRS("Brazil South"),
    CUS("Central US"),
    EUS("East US"),
    JPE("Japan East"),
    KRC("Korea Central"),
    NCUS("North Central US"),
    NEU("North Europe"),
    PLC("Poland Central"),
    SCUS("South Central US"),
    SWN("Switzerland North"),
    WCUS("West Central US"),
    WEU("West Europe"),
    WUS("West US"),
    WUS2("West US 2"),
    WUS3("West US 3");

    /** What every endpoint of the service ends in. */
    public static final String HOST_SUFFIX = ".codesigning.azure.net";

    private final String displayName;

    ArtifactSigningRegion(String displayName) {
        this.displayName = displayName;
    }

    /** The part of the endpoint's host that names the region: {@code weu}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in Azure's portal: {@code West Europe}. */
    public String displayName() {
        return displayName;
    }

    public URI endpoint() {
        return URI.create("https://" + code() + HOST_SUFFIX);
    }

    /** The region with this code or name: {@code weu}, {@code West Europe}, {@code westeurope}. */
    public static Optional<ArtifactSigningRegion> find(String text) {
        String wanted = squeeze(text);
        return Arrays.stream(values())
                .filter(r -> r.code().equals(wanted) || squeeze(r.displayName).equals(wanted))
                .findFirst();
    }

    private static String squeeze(String text) {
        return text.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
