package io.github.authenticode.report;

/** What wrote the report. */
public record PluginId(String name, String version) {}
