/**
 * The sign-in to Azure or DigiCert as a child process gets it: environment variables and one private file.
 */
@NullMarked
package io.github.authenticode.engine.tool.credential;

import org.jspecify.annotations.NullMarked;
