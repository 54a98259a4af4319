/**
 * Catalogs and their members.
 */
@NullMarked
package io.github.authenticode.verify.format.catalog;

import org.jspecify.annotations.NullMarked;
