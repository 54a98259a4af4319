package io.github.authenticode.verify;

import io.github.authenticode.plan.PlannedFile;
import java.time.Duration;
import java.util.Optional;

/**
 * The record of one file in a verification.
 *
 * @param size bytes, 0 if the file could not be read
 * @param sha256 hexadecimal digest of the file, absent if it could not be read
 */
public record VerifiedFile(PlannedFile file, long size, Optional<String> sha256, Duration duration, Verdict verdict) {}
