package io.github.authenticode.testing.run;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** An Azure that is out of reach: no variables, no programs. */
public final class SampleAzure {
    private SampleAzure() {}

    public static CloudSettings settings() {
        return new CloudSettings(
                Map.of(),
                ProxyRoutes.DIRECT,
                Optional.empty(),
                Optional.empty(),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                new BuildMemory(Clock.systemUTC(), duration -> {}),
                Clock.systemUTC(),
                duration -> {});
    }
}
