/**
 * The elements of a pom that configure a signing program. Each reads itself into the settings of its engine, and adds
 * what is wrong to the problems.
 */
@NullMarked
package io.github.authenticode.maven.config.tool;

import org.jspecify.annotations.NullMarked;
