/**
 * Signatures outside the file: catalogs and bundles; and whether earlier signatures were kept.
 */
@NullMarked
package io.github.authenticode.verify.catalog;

import org.jspecify.annotations.NullMarked;
