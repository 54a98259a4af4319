/**
 * Catalogue of problems: each id is declared here once, with its title and its area.
 * Knows nobody; whoever raises a problem takes its id from here.
 */
@NullMarked
package io.github.authenticode.diagnose.catalogue;

import org.jspecify.annotations.NullMarked;
