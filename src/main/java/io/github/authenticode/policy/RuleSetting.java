package io.github.authenticode.policy;

import io.github.authenticode.plan.policy.Setting;
import java.util.Optional;

/**
 * The setting of one rule in a policy.
 *
 * @param place where it says so
 * @param setting absent if the rule shall not hold
 */
public record RuleSetting(String place, Optional<Setting> setting) {}
