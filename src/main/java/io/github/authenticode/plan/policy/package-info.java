/**
 * What a signature must be for a build to pass, as values: rules, severities, publishers.
 */
@NullMarked
package io.github.authenticode.plan.policy;

import org.jspecify.annotations.NullMarked;
