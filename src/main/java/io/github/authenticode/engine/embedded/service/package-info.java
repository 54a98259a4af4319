/**
 * The services whose keys sign in this engine, one class each, and their list. Identities and the surroundings of the
 * build come in; an opened key goes out.
 */
@NullMarked
package io.github.authenticode.engine.embedded.service;

import org.jspecify.annotations.NullMarked;
