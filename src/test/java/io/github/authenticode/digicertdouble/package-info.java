/**
 * A strict double of DigiCert ONE's REST interface, as its published client in jsign speaks it. It serves one test over
 * mutual TLS, and misbehaves when told to.
 */
@NullMarked
package io.github.authenticode.digicertdouble;

import org.jspecify.annotations.NullMarked;
