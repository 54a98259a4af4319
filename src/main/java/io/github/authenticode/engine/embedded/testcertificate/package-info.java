/**
 * A throwaway publisher with its own root and timestamp authority, for trying the plugin.
 */
@NullMarked
package io.github.authenticode.engine.embedded.testcertificate;

import org.jspecify.annotations.NullMarked;
