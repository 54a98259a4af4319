package io.github.authenticode.run.shutdown;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * The handler that lets a second Ctrl+C or SIGTERM end a JVM that is ending already, at once. By itself a JVM is deaf
 * to it as long as shutdown hooks run. Java has no public interface to signals; {@code sun.misc.Signal} of the module
 * jdk.unsupported is spoken to by reflection, since the compiler has a warning for its very name that nothing turns
 * off. Where it is missing, or the JVM was started with {@code -Xrs}, the second signal stays without effect.
 */
final class SecondSignal {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private SecondSignal() {}

    /** To be called from a shutdown hook only: nobody needs the handlers any more that are replaced. */
    static void ends() {
        NAMES.forEach(SecondSignal::ends);
    }

    private static void ends(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            int exitCode = 128 + (int) signals.getMethod("getNumber").invoke(signal);
            Object halting = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (p, m, a) -> {
                Runtime.getRuntime().halt(exitCode);
                return null;
            });
            signals.getMethod("handle", signals, handlers).invoke(null, signal, halting);
        } catch (ClassNotFoundException | InvocationTargetException unheard) {
            return;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("sun.misc.Signal is not what it was", e);
        }
    }
}
