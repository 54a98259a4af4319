package io.github.authenticode.verify;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.verdict.Verdict;
import java.nio.file.Path;

/** The judge of a file by reading it; it shares no code with what signs, and never asks what a signing tool said. */
@FunctionalInterface
public interface Verifier {
    /**
     * Reads every signature of the file and holds it against the policy that this verifier was made with.
     *
     * @return the verdict, also for a file that is malformed, unreadable or gone: that is a violation, not an exception
     */
    Verdict verify(Path file, FileFormat format);

    /** One that tells whether signatures are sound, whoever made them and whoever issued his certificate. */
    default Verifier ofSoundness() {
        return this;
    }

    /**
     * The same for a file of which the policy may ask something of its own.
     *
     * @param name how reports call it, which is what the patterns of a policy are about
     * @param file where it is, or a copy of it
     */
    default Verdict verify(String name, Path file, FileFormat format) {
        return verify(file, format);
    }
}
