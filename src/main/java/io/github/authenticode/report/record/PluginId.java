package io.github.authenticode.report.record;

/** The plugin that wrote the report. */
public record PluginId(String name, String version) {}
