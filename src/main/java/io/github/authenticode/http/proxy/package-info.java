/**
 * Proxies of settings.xml and of the environment, with logins. A value handed along, never a setting of the JVM.
 */
@NullMarked
package io.github.authenticode.http.proxy;

import org.jspecify.annotations.NullMarked;
