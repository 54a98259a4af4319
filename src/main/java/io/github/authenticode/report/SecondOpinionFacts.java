package io.github.authenticode.report;

import java.util.Optional;

/**
 * The facts on whether another judge was asked beside this plugin's own.
 *
 * @param judge its name, {@code signtool}; absent if none was asked
 * @param version of it, where it is known
 * @param reason why none was asked
 */
public record SecondOpinionFacts(Optional<String> judge, Optional<String> version, Optional<String> reason) {

    public static SecondOpinionFacts asked(String judge, Optional<String> version) {
        return new SecondOpinionFacts(Optional.of(judge), version, Optional.empty());
    }

    public static SecondOpinionFacts notAsked(String reason) {
        return new SecondOpinionFacts(Optional.empty(), Optional.empty(), Optional.of(reason));
    }
}
