package io.github.authenticode.engine.program;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FormatProblem;

/** The reasons why a program cannot be signed as it is, and what its owner can do about it. */
final class ProgramProblems {
    private static final String REPLACE = "Set <existingSignature>replace";

    private ProgramProblems() {}

    static Problem tooLarge(String name) {
        return Problem.of(
                FormatProblem.PROGRAM_TOO_LARGE,
                name + " is larger than 4 GiB, and a program's header has 32 bits for the place of its signature.",
                "Move data out of the program into files of their own, as installers do, and sign the smaller program.");
    }

    static Problem noRoom(String name, long directories) {
        return Problem.of(
                FormatProblem.PROGRAM_NO_ROOM,
                name + " has no room for a signature: its header has " + directories
                        + " data directories, and the fifth is that of the certificate table.",
                "Link the program with all 16 data directories (its packer may have cut them off), or leave it out.");
    }

    static Problem romImage(String name) {
        return Problem.of(
                FormatProblem.PROGRAM_ROM_IMAGE,
                name + " is a ROM image, and those have no place for a signature.",
                "Leave it out.");
    }

    /** It cannot be signed before something is repaired that may be more than a leftover. */
    static Problem unrepaired(String name, ProgramHeader header, TableState state, long length) {
        String place = place(header);
        return switch (state) {
            case FOLLOWED ->
                Problem.of(
                        FormatProblem.PROGRAM_TABLE_FOLLOWED,
                        name + " holds " + (length - header.end()) + " bytes behind its certificate table: they were"
                                + " appended after it was signed, and no signature covers them.",
                        "Sign the program before they are appended, or set <repair>true: then the former signature is"
                                + " removed, they move up into its place, and the new signature covers them.");
            case IN_HEADERS -> misplaced(name, place, "lies in the headers of the program");
            case IN_SECTION -> misplaced(name, place, "lies in a section of the program");
            default -> misplaced(name, place, "holds no signature but other data");
        };
    }

    private static Problem misplaced(String name, String place, String what) {
        return Problem.of(
                FormatProblem.PROGRAM_TABLE_MISPLACED,
                "The certificate table that the header of " + name + " names (" + place + ") " + what
                        + ": it was changed after it was signed.",
                "Change the program before it is signed, or set <repair>true: then that entry of the header is cleared, and"
                        + " no other byte is touched.");
    }

    /** Nothing can be appended to what is no sound table. */
    static Problem unappendable(String name, ProgramHeader header, boolean needsRepair) {
        return Problem.of(
                FormatProblem.PROGRAM_TABLE_APPEND,
                "No signature can be appended to " + name + ": the certificate table that its header names ("
                        + place(header) + ") is not whole, not alone at the end of the file, or of another kind.",
                needsRepair ? REPLACE + " and <repair>true." : REPLACE + ".");
    }

    static String place(ProgramHeader header) {
        return header.size() + " bytes at offset " + header.start();
    }
}
