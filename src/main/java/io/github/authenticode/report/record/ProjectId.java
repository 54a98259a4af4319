package io.github.authenticode.report.record;

/** The project whose build ran. */
public record ProjectId(String groupId, String artifactId, String version) {}
