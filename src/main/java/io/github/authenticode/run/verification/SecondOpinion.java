package io.github.authenticode.run.verification;

import io.github.authenticode.verify.SecondJudge;

/** A judge that is asked beside the verifier, and what its word counts for. */
public record SecondOpinion(SecondJudge judge, OpinionRules comparison) {}
