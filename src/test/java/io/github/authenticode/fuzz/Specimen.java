package io.github.authenticode.fuzz;

import io.github.authenticode.plan.filetype.FileFormat;

/**
 * A signed file to make mutants of.
 *
 * @param name stable from run to run: regression seeds refer to it
 * @param other what splices take pieces from: another signed file of the format, by the same signer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Specimen(String name, FileFormat format, byte[] bytes, byte[] other) {
    byte[] mutant(long seed) {
        return Mutator.mutant(bytes, other, seed + name.hashCode());
    }
}
