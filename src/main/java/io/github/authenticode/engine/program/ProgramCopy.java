package io.github.authenticode.engine.program;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The staged copy of a program, made ready for an engine: engines refuse an entry of the header that names no table, or
 * write to where it points. What goes is that entry, and a whole table; every other byte stays.
 */
public final class ProgramCopy {
    private static final long LARGEST = 0xFFFF_FFF8L;

    private final FileChannel file;
    private final ProgramHeader header;

    private ProgramCopy(FileChannel file, ProgramHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Why a program can never be signed, told by its size alone: before it is read or copied. */
    public static Optional<Problem> obstacle(Path program, String name) throws IOException {
        return Files.size(program) > LARGEST ? Optional.of(ProgramProblems.tooLarge(name)) : Optional.empty();
    }

    /**
     * Makes a copy ready.
     *
     * @param name what the user calls the program
     * @return what was changed in the copy; empty if nothing
     * @throws ProblemException if the program cannot be signed as it is, or may not be repaired
     * @throws IOException if the copy cannot be read or written
     */
    public static Optional<Repair> prepare(Path copy, String name, SignatureOptions options)
            throws IOException, ProblemException {
        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Optional<ProgramHeader> header = ProgramHeader.read(file);
            return header.isPresent() ? new ProgramCopy(file, header.get()).prepare(name, options) : Optional.empty();
        }
    }

    private Optional<Repair> prepare(String name, SignatureOptions options) throws IOException, ProblemException {
        if (header.isRomImage()) {
            throw new ProblemException(ProgramProblems.romImage(name));
        }
        if (!header.hasRoomForSignature()) {
            throw new ProblemException(ProgramProblems.noRoom(name, header.directories()));
        }
        TableState state = TableState.of(header, file);
        if (state == TableState.NONE || state == TableState.SOUND) {
            return Optional.empty();
        }
        if (options.existingSignature() == ExistingSignature.APPEND) {
            throw new ProblemException(ProgramProblems.unappendable(name, header, needsRepair(state)));
        }
        if (needsRepair(state) && !options.repair()) {
            throw new ProblemException(ProgramProblems.unrepaired(name, header, state, file.size()));
        }
        return Optional.of(repaired(state));
    }

    /** Whether more than the leftover of a signature may be at stake. */
    private static boolean needsRepair(TableState state) {
        return switch (state) {
            case FOLLOWED, IN_HEADERS, IN_SECTION, FOREIGN -> true;
            case NONE, SOUND, GARBLED, EMPTY, BEYOND, CUT, WIPED, PADDED -> false;
        };
    }

    private Repair repaired(TableState state) throws IOException {
        long length = file.size();
        boolean removes = state == TableState.FOLLOWED || state == TableState.PADDED || state == TableState.GARBLED;
        if (removes) {
            closeGap();
        }
        write(ByteBuffer.allocate(8), header.directory());
        String place = ProgramProblems.place(header);
        String deed = switch (state) {
            case FOLLOWED ->
                "<repair> removed the former signature (" + place + "), and the " + (length - header.end())
                        + " bytes behind it moved up into its place.";
            case IN_HEADERS, IN_SECTION, FOREIGN ->
                "<repair> cleared the entry of the header that named a certificate table (" + place
                        + ") where there is none; no other byte was touched.";
            case CUT ->
                "The header's entry for a former signature (" + place
                        + ") reaches beyond the end of the file, and is cleared; the " + (length - header.start())
                        + " bytes from there to the end stay.";
            case PADDED, GARBLED -> "A former signature (" + place + "), damaged or of another kind, was removed.";
            default -> "An entry of the header for a former signature (" + place + ") that is gone was cleared.";
        };
        return new Repair(deed, needsRepair(state), header.start(), removes ? header.end() : header.start());
    }

    /** Moves what follows the table to where it begins. */
    private void closeGap() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(128 * 1024);
        long target = header.start();
        for (long source = header.end(); source < file.size(); ) {
            int read = file.read(buffer.clear(), source);
            if (read < 0) {
                throw new IOException("The file became shorter while it was read.");
            }
            write(buffer.flip(), target);
            source += read;
            target += read;
        }
        file.truncate(target);
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long target = position;
        while (bytes.hasRemaining()) {
            target += file.write(bytes, target);
        }
    }
}
