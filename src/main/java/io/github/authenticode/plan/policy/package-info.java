/**
 * The demands on a signature for a build to pass, as values: rules, severities, publishers.
 */
@NullMarked
package io.github.authenticode.plan.policy;

import org.jspecify.annotations.NullMarked;
