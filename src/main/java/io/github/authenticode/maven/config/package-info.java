/**
 * The parameters of a pom and the settings of a user, read strictly into values of {@link io.github.authenticode.plan}:
 * every mistake is collected, none is repaired. Beans stand here as Maven fills them; nothing of Maven's leaves.
 */
@NullMarked
package io.github.authenticode.maven.config;

import org.jspecify.annotations.NullMarked;
