/**
 * Windows Installer databases.
 */
@NullMarked
package io.github.authenticode.verify.format.msi;

import org.jspecify.annotations.NullMarked;
