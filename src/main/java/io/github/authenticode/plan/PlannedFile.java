package io.github.authenticode.plan;

import io.github.authenticode.plan.filetype.FileFormat;
import java.nio.file.Path;

/**
 * One file of a plan.
 *
 * @param path absolute, links resolved
 * @param name how console and reports call it: relative to the project, with forward slashes
 * @param format told by the content where the content tells, else by the extension
 */
public record PlannedFile(Path path, String name, FileFormat format) {}
