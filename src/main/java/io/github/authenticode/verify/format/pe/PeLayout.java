package io.github.authenticode.verify.format.pe;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The check whether anything that Windows loads lies where the digest of a program has holes: in the certificate table,
 * the checksum or the directory entry of the table. Windows does not look for that. Such bytes could be changed after
 * signing.
 */
final class PeLayout {
    private PeLayout() {}

    /** For a program whose certificate table lies within the file. */
    static List<Violation> violations(FileBytes file, PeHeader header) throws IOException {
        List<Violation> violations = new ArrayList<>();
        long sectionTableEnd = header.sectionTable() + (long) header.sections() * PeSection.HEADER;
        if (header.sections() > 0 && header.sectionTable() < header.directory() + PeHeader.DIRECTORY_SIZE) {
            violations.add(ContentFindings.misplaced(
                    Rule.NO_OVERLAP, "The section headers overlap fields that the signature does not cover."));
        }
        if (header.tableStart() < Math.max(header.headersSize(), sectionTableEnd)) {
            violations.add(ContentFindings.misplacedBeyondSigning(
                    Rule.NO_OVERLAP, "The certificate table overlaps the headers of the program."));
        }
        if (PeSection.read(file, header).stream().anyMatch(s -> s.overlaps(header.tableStart(), header.tableEnd()))) {
            violations.add(ContentFindings.misplacedBeyondSigning(
                    Rule.NO_OVERLAP, "The certificate table overlaps a section of the program."));
        }
        return violations;
    }
}
