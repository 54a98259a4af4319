/**
 * The selection of files: artifacts and file sets become the files of a plan, with a word for each pattern that matched
 * nothing and each file that cannot be meant.
 */
@NullMarked
package io.github.authenticode.maven.files;

import org.jspecify.annotations.NullMarked;
