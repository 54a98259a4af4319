package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.StagedFile;
import java.util.List;

/**
 * A staged copy that is signed without the engine, and that the gate lets pass.
 *
 * @param inspection of the copy, which is to be closed by whoever takes the offer
 * @param operations ids by which a signing service knows what it signed
 */
public record ReusedSignature(Inspection inspection, List<String> operations, SignatureOrigin origin) {
    public StagedFile staged() {
        return inspection.staged();
    }
}
