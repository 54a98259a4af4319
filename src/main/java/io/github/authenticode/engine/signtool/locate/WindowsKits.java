package io.github.authenticode.engine.signtool.locate;

import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The places where installed Windows SDKs and unpacked NuGet packages keep signtool.exe. The registry names the kits'
 * roots in {@code HKLM\SOFTWARE\Microsoft\Windows Kits\Installed Roots}, in the 32-bit or the 64-bit view; below a root
 * it is {@code bin\10.0.26100.0\x64}, in older kits {@code bin\x64}.
 */
public final class WindowsKits {
    private static final Pattern ROOT = Pattern.compile("\\s*KitsRoot\\w*\\s+REG_\\w+\\s+(\\S.*)");
    private static final List<String> ARCHITECTURES = List.of("x64", "x86", "arm64");

    private final Machine host;

    WindowsKits(Machine host) {
        this.host = host;
    }

    /** Every signtool.exe of an installed kit. */
    List<Path> inKits() throws InterruptedException {
        Set<Path> roots = new LinkedHashSet<>();
        if (host.windows()) {
            roots.addAll(registered("/reg:64"));
            roots.addAll(registered("/reg:32"));
        }
        for (String variable : List.of("ProgramFiles(x86)", "ProgramFiles", "ProgramW6432")) {
            host.folder(variable).filter(Path::isAbsolute).ifPresent(f -> {
                roots.add(f.resolve("Windows Kits").resolve("10"));
                roots.add(f.resolve("Windows Kits").resolve("8.1"));
            });
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Path root : roots) {
            found.addAll(below(root.resolve("bin")));
            addIfThere(found, root.resolve("App Certification Kit").resolve("signtool.exe"));
        }
        return List.copyOf(found);
    }

    /** Every signtool.exe of Microsoft.Windows.SDK.BuildTools in the NuGet packages folder. */
    List<Path> inNuGet() {
        Set<Path> found = new LinkedHashSet<>();
        for (Path version : versions(nuGet(host).resolve("microsoft.windows.sdk.buildtools"))) {
            found.addAll(below(version.resolve("bin")));
        }
        return List.copyOf(found);
    }

    /** The NuGet packages folder of this user; a relative one would be in the checkout that is built. */
    public static Path nuGet(Machine host) {
        return host.folder("NUGET_PACKAGES")
                .filter(Path::isAbsolute)
                .orElse(host.userHome().resolve(".nuget").resolve("packages"));
    }

    /** The folders in a folder; none if it does not exist or may not be read. */
    public static List<Path> versions(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> below(Path bin) {
        Set<Path> found = new LinkedHashSet<>();
        List<Path> folders = new ArrayList<>(versions(bin));
        folders.add(bin);
        for (Path folder : folders) {
            ARCHITECTURES.forEach(a -> addIfThere(found, folder.resolve(a).resolve("signtool.exe")));
        }
        return List.copyOf(found);
    }

    private static void addIfThere(Set<Path> found, Path file) {
        if (Files.isRegularFile(file)) {
            found.add(file.toAbsolutePath().normalize());
        }
    }

    private List<Path> registered(String view) throws InterruptedException {
        Path reg = host.folder("SystemRoot")
                .orElse(Path.of("C:\\Windows"))
                .resolve("System32")
                .resolve("reg.exe");
        ToolResult result = host.runner()
                .run(new ToolCommand(
                        reg,
                        List.of("query", "HKLM\\SOFTWARE\\Microsoft\\Windows Kits\\Installed Roots", view),
                        Map.of(),
                        List.of(),
                        Duration.ofSeconds(30)));
        List<Path> roots = new ArrayList<>();
        for (String line : result.stdout().lines().toList()) {
            Matcher matcher = ROOT.matcher(line);
            if (matcher.matches()) {
                roots.add(Path.of(matcher.group(1).strip()));
            }
        }
        return roots;
    }
}
