/** The command line of the double: options, response files, usage, and the words of its refusals. */
@NullMarked
package io.github.authenticode.signtooldouble.commandline;

import org.jspecify.annotations.NullMarked;
