package io.github.authenticode.policy;

import io.github.authenticode.plan.policy.Setting;
import java.util.Optional;

/**
 * What a policy says of one rule.
 *
 * @param place where it says so
 * @param setting absent if the rule shall not hold
 */
public record RuleSetting(String place, Optional<Setting> setting) {}
