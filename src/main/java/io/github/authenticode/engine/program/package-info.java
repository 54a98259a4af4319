/** Programs as an engine must find them: what earlier tools left in their headers is put right in the staged copy. */
@org.jspecify.annotations.NullMarked
package io.github.authenticode.engine.program;
