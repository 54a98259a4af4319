package io.github.authenticode.report.record;

/** What wrote the report. */
public record PluginId(String name, String version) {}
