/**
 * Packages: MSIX and its bundles, NuGet, Business Central.
 */
@NullMarked
package io.github.authenticode.verify.format.packages;

import org.jspecify.annotations.NullMarked;
