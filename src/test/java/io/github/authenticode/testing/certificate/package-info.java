/** Certificates, authorities and signatures for tests, made in memory with keys of their own. */
@NullMarked
package io.github.authenticode.testing.certificate;

import org.jspecify.annotations.NullMarked;
