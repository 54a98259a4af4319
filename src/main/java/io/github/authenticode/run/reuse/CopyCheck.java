package io.github.authenticode.run.reuse;

import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.staging.Staging;

/** The making of copies that no engine signs, and their judges: the same as of copies that one has signed. */
public record CopyCheck(Staging staging, Gate gate, AcceptanceCheck acceptance) {}
