package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.Inspection;

/**
 * A signed copy that passed the gate and takes the place of its original.
 *
 * @param made what is put on record of it
 */
public record SignedCopy(Inspection inspection, SignatureOrigin origin, SigningRecord made) {}
