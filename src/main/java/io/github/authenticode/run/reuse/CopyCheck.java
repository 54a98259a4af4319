package io.github.authenticode.run.reuse;

import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.staging.Staging;

/** Where copies of files are made that no engine signs, and by whom they are judged as if one had. */
public record CopyCheck(Staging staging, Gate gate, AcceptanceCheck acceptance) {}
