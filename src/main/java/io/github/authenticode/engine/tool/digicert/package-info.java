/**
 * What DigiCert's client tools and Windows say of a key pair: providers, certificates, health. Knows no program that
 * signs.
 */
@NullMarked
package io.github.authenticode.engine.tool.digicert;

import org.jspecify.annotations.NullMarked;
