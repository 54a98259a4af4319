@NullMarked
package io.github.authenticode.cloud.credential;

import org.jspecify.annotations.NullMarked;
