package io.github.authenticode.plan;

import java.nio.file.Path;

/**
 * An archive that carries no signature of this plugin's kind, and may hold files that do: a ZIP or a JAR.
 *
 * @param path absolute, links resolved
 * @param name how console and reports call it: relative to the project, with forward slashes
 */
public record Container(Path path, String name) {}
