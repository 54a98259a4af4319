/**
 * HTTP within limits of time and size. What others ask through is here; how a proxy is found and who may be asked is in
 * the rooms below.
 */
@NullMarked
package io.github.authenticode.http;

import org.jspecify.annotations.NullMarked;
