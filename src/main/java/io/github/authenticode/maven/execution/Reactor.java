package io.github.authenticode.maven.execution;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.run.reuse.BuildSignatures;
import io.github.authenticode.verify.online.OnlineMemory;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;

/**
 * The objects that all executions of this plugin in one build share. It is kept in the build's own session, under this
 * plugin's class: a module that gives the plugin other dependencies has another class of that name, and so another
 * memory.
 */
public final class Reactor {
    private Reactor() {}

    /** The build's memory, made by whoever asks first. */
    public static BuildMemory memory(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        data.set(BuildMemory.class, null, new BuildMemory(Clock.systemUTC(), Sleeper.REAL));
        return (BuildMemory) Objects.requireNonNull(data.get(BuildMemory.class));
    }

    /** What programs have answered. */
    public static RememberedCalls calls(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        data.set(RememberedCalls.class, null, new RememberedCalls());
        return (RememberedCalls) Objects.requireNonNull(data.get(RememberedCalls.class));
    }

    /** What the build has signed. */
    public static BuildSignatures buildSignatures(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        data.set(BuildSignatures.class, null, new BuildSignatures());
        return (BuildSignatures) Objects.requireNonNull(data.get(BuildSignatures.class));
    }

    /** The modules in which one execution has looked for files. */
    public static ModuleSelections selections(MavenSession session, String execution) {
        SessionData data = session.getRepositorySession().getData();
        List<String> key = List.of(ModuleSelections.class.getName(), execution);
        data.set(key, null, new ModuleSelections());
        return (ModuleSelections) Objects.requireNonNull(data.get(key));
    }

    /** What was fetched under these settings: who may ask more hosts shall not find the refusals of others. */
    public static OnlineMemory memory(MavenSession session, OnlineChecks checks) {
        SessionData data = session.getRepositorySession().getData();
        data.set(checks, null, new OnlineMemory());
        return (OnlineMemory) Objects.requireNonNull(data.get(checks));
    }
}
