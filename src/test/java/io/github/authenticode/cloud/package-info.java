@NullMarked
package io.github.authenticode.cloud;

import org.jspecify.annotations.NullMarked;
