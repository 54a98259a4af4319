/**
 * Bearer tokens: fetched once, renewed in time, read but never believed. Knows no credential.
 */
@NullMarked
package io.github.authenticode.cloud.token;

import org.jspecify.annotations.NullMarked;
