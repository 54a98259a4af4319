package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.service.RefusalContext;
import io.github.authenticode.cloud.service.Suspect;
import java.util.Optional;

/** A possible cause of a refusal. Source: the FAQ of Artifact Signing, and issues of Azure/artifact-signing-action. */
enum PossibleCause implements Suspect {
    AUDIENCE(Suspect.audience(PossibleCause.AUDIENCE_OF_SERVICE)
            .withRemedy("Get a token for the scope https://codesigning.azure.net/.default, such as by az account"
                    + " get-access-token --resource https://codesigning.azure.net.")),
    TIME(Suspect.time().withRemedy("Get a new token; one that stands in an environment variable is never renewed.")),
    CLOCK(Suspect.clock().withRemedy("Set the clock of this machine.")),
    TENANT(Suspect.tenant("the account").withRemedy("Sign in to the tenant of the Artifact Signing account.")),
    ROLE(
            "{application} lacks the role Artifact Signing Certificate Profile Signer (formerly Trusted Signing Certificate"
                    + " Profile Signer) on the account or the certificate profile, or was given it minutes ago; Owner and"
                    + " Contributor do not include it"),
    NAMES("the account is not named {account}, or the certificate profile not {profile}"),
    REGION("the account is in another region than {region}"),
    SUBSCRIPTION("the Azure subscription is disabled"),
    VALIDATION("the identity validation is not Completed"),
    PROFILE("the certificate profile is not Active"),
    NETWORK("a network rule or a firewall keeps this machine out");

    static final String AUDIENCE_OF_SERVICE = "https://codesigning.azure.net";

    private final Suspect suspect;

    PossibleCause(Suspect suspect) {
        this.suspect = suspect;
    }

    /** One that cannot be judged from here. */
    PossibleCause(String text) {
        this(Suspect.open(text));
    }

    @Override
    public Optional<Finding> judge(RefusalContext circumstances) {
        return suspect.judge(circumstances);
    }
}
