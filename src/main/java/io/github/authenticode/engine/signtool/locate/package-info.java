/**
 * The search for signtool among Windows Kits, NuGet packages and PATH.
 */
@NullMarked
package io.github.authenticode.engine.signtool.locate;

import org.jspecify.annotations.NullMarked;
