package io.github.authenticode.engine.select;

import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.engine.tool.SigntoolSettings;
import java.util.function.Consumer;

/**
 * What engines need beside the plan.
 *
 * @param signtool how to find and call it, where that is the engine
 * @param azure how to reach it, where the identity is there
 * @param debug told what only a debug log wants to know, secrets hidden
 */
public record EngineSettings(SigntoolSettings signtool, AzureSettings azure, Consumer<String> debug) {}
