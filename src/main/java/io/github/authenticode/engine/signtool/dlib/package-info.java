/**
 * Azure's client library beside signtool: where it is, what it needs, what it says.
 */
@NullMarked
package io.github.authenticode.engine.signtool.dlib;

import org.jspecify.annotations.NullMarked;
