package io.github.authenticode.run;

import io.github.authenticode.verify.Verdict;
import java.util.List;

/**
 * A staged copy that is signed without the engine, and accepted by the verifier.
 *
 * @param staged to be closed by whoever takes the offer
 * @param content of the copy
 * @param operations ids by which a signing service knows what it signed
 */
record Offer(StagedFile staged, Fingerprint content, Verdict verdict, List<String> operations, Origin origin) {}
