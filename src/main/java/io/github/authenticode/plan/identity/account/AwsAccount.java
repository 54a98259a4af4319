package io.github.authenticode.plan.identity.account;

import io.github.authenticode.plan.text.Secret;

/** An access key of AWS that does not expire, as a server of settings.xml has it. */
public record AwsAccount(String accessKeyId, Secret secretAccessKey) {}
