package io.github.authenticode.signtooldouble;

import io.github.authenticode.signtooldouble.replay.ReplayKeys;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Everything that a build needs to sign with the double, in one folder: the command, the store it uses unless
 * {@code SIGNTOOL_DOUBLE_STORE} says otherwise, and key files, a dlib and metadata made for it.
 */
public final class SigntoolDoubleKit {
    private static final boolean ON_WINDOWS = File.separatorChar == '\\';

    private SigntoolDoubleKit() {}

    /** Installs into the folder that is the only argument, and prints the path of the command. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(install(Path.of(arguments[0])));
    }

    /**
     * Writes {@code signtool} ({@code signtool.cmd} on Windows), {@code store}, and in {@code files}: signer.pfx
     * (password {@code secret}), signer.cer, ca.cer, dlib_exfh.dll, profile.blob and metadata.json.
     *
     * @return the command
     */
    public static Path install(Path folder) throws Exception {
        Path home = Files.createDirectories(folder).toAbsolutePath().normalize();
        try (ReplayKeys keys = new ReplayKeys()) {
            keys.writeTo(Files.createDirectories(home.resolve("files")));
            keys.writeStore(home.resolve("store"));
        }
        return ON_WINDOWS ? writeCmd(home) : writeShell(home);
    }

    private static Path writeShell(Path home) throws IOException {
        Path command = home.resolve("signtool");
        Files.writeString(command, """
                #!/bin/sh
                : "${SIGNTOOL_DOUBLE_STORE:=%s}"
                export SIGNTOOL_DOUBLE_STORE
                exec %s "$@"
                """.formatted(home.resolve("store"), java()));
        if (!command.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + command);
        }
        return command;
    }

    private static Path writeCmd(Path home) throws IOException {
        return Files.writeString(
                home.resolve("signtool.cmd"),
                "@if not defined SIGNTOOL_DOUBLE_STORE set SIGNTOOL_DOUBLE_STORE=%s\r\n@%s %%*\r\n"
                        .formatted(home.resolve("store"), java()));
    }

    private static String java() {
        String executable =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "\"%s\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"%s\" %s"
                .formatted(executable, classPath(), SigntoolDouble.class.getName());
    }

    /**
     * Where this class came from with all it needs: the JVM's class path, or that of a script of maven-invoker-plugin.
     */
    private static String classPath() {
        return SigntoolDoubleKit.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(SigntoolDoubleKit::path)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
