package io.github.authenticode.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of what comes out of the plugin to whoever reads the log of a build. */
class GuardedLogTest {
    private static final String HOSTILE = "a\n::error::b ##vso[c] \u001B[2J\u202Ed";
    private static final String SHOWN = "a\n\\u003A:error::b \\u0023#vso[c] \\u001B[2J\\u202Ed";

    static Stream<Consumer<Log>> ways() {
        IOException error = new IOException(HOSTILE);
        return Stream.of(
                log -> log.debug(HOSTILE),
                log -> log.info(HOSTILE),
                log -> log.warn(HOSTILE),
                log -> log.error(HOSTILE),
                log -> log.debug("x", error),
                log -> log.info("x", error),
                log -> log.warn("x", error),
                log -> log.error("x", error),
                log -> log.debug(error),
                log -> log.info(error),
                log -> log.warn(error),
                log -> log.error(error));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noLevelLetsForeignTextCommand(Consumer<Log> way) {
        List<Object> said = new ArrayList<>();
        Log everything = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (arguments == null) {
                        return true;
                    }
                    return said.addAll(List.of(arguments)) ? null : said;
                });
        way.accept(new GuardedLog(everything));

        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat((String) text).contains(SHOWN).doesNotContain("\u001B", "\u202E"));
    }

    @Test
    void exceptionsDoNotEither() {
        IOException cause = new IOException(HOSTILE);

        assertThat(GuardedFailure.of(new MojoFailureException(HOSTILE)))
                .hasMessage(SHOWN)
                .hasNoCause();
        assertThat(GuardedFailure.of(new MojoExecutionException("Clean.", cause)))
                .hasMessage("Clean.")
                .hasNoCause();
        assertThat(GuardedFailure.of(new IllegalStateException(HOSTILE)))
                .hasMessage("java.lang.IllegalStateException: " + SHOWN);
    }

    @Test
    void cleanExceptionsStayThemselves() {
        MojoExecutionException clean = new MojoExecutionException("Two\nlines.", new IOException("Why."));

        assertThat(GuardedFailure.of(clean)).isSameAs(clean);
    }
}
