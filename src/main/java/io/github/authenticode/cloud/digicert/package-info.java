/**
 * DigiCert ONE, which holds the keys of KeyLocker and Software Trust Manager, as its REST interface speaks. Knows no
 * engine.
 */
@NullMarked
package io.github.authenticode.cloud.digicert;

import org.jspecify.annotations.NullMarked;
