package io.github.authenticode.run.file;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One file on its way through a run.
 *
 * @param index its place in the plan, from 0
 * @param began when work on it began
 * @param before its content then, absent if it could not be read
 * @param look how it looked before it was read
 * @param earlier the signatures that it had and must keep; empty unless one is to be appended
 * @param foreign whether one of those that it had is a sound one of another publisher
 * @param replaced the subjects of other publishers whose signatures it loses
 */
public record FileTask(
        int index,
        PlannedFile file,
        Instant began,
        Optional<Fingerprint> before,
        Optional<FileStamp> look,
        List<SignatureVerdict> earlier,
        boolean foreign,
        List<String> replaced) {
    public FileTask {
        earlier = List.copyOf(earlier);
        replaced = List.copyOf(replaced);
    }

    /** One of which nothing is known yet. */
    public FileTask(int index, PlannedFile file, Instant began) {
        this(index, file, began, Optional.empty(), Optional.empty(), List.of(), false, List.of());
    }

    public FileTask with(FileSnapshot now) {
        return new FileTask(
                index, file, began, Optional.of(now.content()), Optional.of(now.look()), earlier, foreign, replaced);
    }

    public FileTask keeping(List<SignatureVerdict> signatures) {
        return new FileTask(index, file, began, before, look, signatures, foreign, replaced);
    }

    public FileTask of(boolean another) {
        return new FileTask(index, file, began, before, look, earlier, another, replaced);
    }

    public FileTask replacing(List<String> subjects) {
        return new FileTask(index, file, began, before, look, earlier, foreign, subjects);
    }

    public boolean had(Fingerprint content) {
        return before.filter(content::equals).isPresent();
    }
}
