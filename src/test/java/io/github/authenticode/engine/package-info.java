@org.jspecify.annotations.NullMarked
package io.github.authenticode.engine;
