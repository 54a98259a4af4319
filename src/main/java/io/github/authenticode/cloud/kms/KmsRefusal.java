package io.github.authenticode.cloud.kms;

import io.github.authenticode.cloud.service.RefusalContext;
import io.github.authenticode.cloud.service.ServiceAnswer;
import java.util.Arrays;

/** All that is known when a service of keys refuses something. */
public record KmsRefusal(KeyPlace place, ServiceAnswer answer) implements RefusalContext {
    @Override
    public String evidence() {
        return answer.evidence();
    }

    /** Whether the answer has one of these codes or words in it. */
    public boolean says(String... words) {
        String body = answer.body();
        return Arrays.stream(words).anyMatch(body::contains);
    }

    @Override
    public String fill(String text) {
        return text.replace("{key}", place.title())
                .replace("{product}", place.product())
                .replace("{permissions}", place.permissions())
                .replace("{endpoint}", place.endpoint().toString());
    }
}
