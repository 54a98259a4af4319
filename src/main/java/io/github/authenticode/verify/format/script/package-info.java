/**
 * Scripts: PowerShell and Windows Script Host.
 */
@NullMarked
package io.github.authenticode.verify.format.script;

import org.jspecify.annotations.NullMarked;
