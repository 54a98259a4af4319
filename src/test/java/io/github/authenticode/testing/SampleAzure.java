package io.github.authenticode.testing;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** An Azure that is out of reach: no variables, no programs. */
public final class SampleAzure {
    private SampleAzure() {}

    public static AzureSettings settings() {
        return new AzureSettings(
                Map.of(),
                ProxyRoutes.DIRECT,
                Optional.empty(),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                new BuildMemory(Clock.systemUTC(), duration -> {}),
                Clock.systemUTC(),
                duration -> {});
    }
}
