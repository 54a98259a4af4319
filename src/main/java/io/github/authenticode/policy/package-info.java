/**
 * Policies as files in JSON and YAML, read strictly into {@link io.github.authenticode.plan.policy}.
 */
@NullMarked
package io.github.authenticode.policy;

import org.jspecify.annotations.NullMarked;
