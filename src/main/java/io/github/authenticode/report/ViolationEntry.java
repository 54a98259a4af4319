package io.github.authenticode.report;

import io.github.authenticode.verify.Violation;
import java.util.List;

/**
 * A violation in a report.
 *
 * @param code the name in winerror.h: {@code TRUST_E_BAD_DIGEST}
 * @param hresult its number as Windows tools print it: {@code 0x80096010}
 */
public record ViolationEntry(String code, String hresult, String message) {

    static List<ViolationEntry> of(List<Violation> violations, Places places) {
        return violations.stream()
                .map(v -> new ViolationEntry(v.code().name(), v.code().hresult(), places.clean(v.message())))
                .toList();
    }
}
