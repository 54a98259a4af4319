package io.github.authenticode.verify;

import io.github.authenticode.plan.FileFormat;
import java.nio.file.Path;

/** Judges a file by reading it; it shares no code with what signs, and never asks what a signing tool said. */
@FunctionalInterface
public interface Verifier {
    /**
     * Reads every signature of the file and holds it against the policy that this verifier was made with.
     *
     * @return the verdict, also for a file that is malformed, unreadable or gone: that is a violation, not an exception
     */
    Verdict verify(Path file, FileFormat format);
}
