package io.github.authenticode.verify.roots;

import io.github.authenticode.verify.certificate.CertificateText;
import io.github.authenticode.verify.naming.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roots that the .NET SDK brings along for NuGet on systems without a code-signing store: {@code
 * trustedroots/codesignctl.pem} and {@code timestampctl.pem} in the SDK's folder, each for its own purpose (.NET
 * documentation, "NuGet signed-package verification"). They come from Microsoft's trust list. Of several SDKs the
 * newest counts.
 *
 * @param places where .NET may be installed, as {@code dotnet --info} would call its base
 */
record DotnetSdk(List<Path> places) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(-.+)?");

    DotnetSdk {
        places = List.copyOf(places);
    }

    /**
     * Where installers put it (.NET documentation, "Install .NET": packages, scripts, Windows).
     *
     * @param environment the value of a variable, or null
     */
    static DotnetSdk ofThisMachine(Function<String, @Nullable String> environment, Path home) {
        List<Path> places = new ArrayList<>();
        variable(environment, "DOTNET_ROOT").ifPresent(places::add);
        Stream.of("/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/usr/local/share/dotnet")
                .map(Path::of)
                .forEach(places::add);
        places.add(home.resolve(".dotnet"));
        for (String programs : List.of("ProgramW6432", "ProgramFiles")) {
            variable(environment, programs).ifPresent(p -> places.add(p.resolve("dotnet")));
        }
        return new DotnetSdk(places);
    }

    /** Empty where there is no SDK with such files. */
    List<RootSource> read() {
        return newest().map(sdk -> List.of(
                        source(sdk, "codesignctl.pem", "code signing", Purpose.CODE_SIGNING),
                        source(sdk, "timestampctl.pem", "timestamping", Purpose.TIMESTAMPING)))
                .orElse(List.of());
    }

    private static RootSource source(Sdk sdk, String file, String what, Purpose purpose) {
        String name = ".NET SDK " + sdk.folder().getFileName() + " " + what;
        EnumSet<Purpose> purposes = EnumSet.of(purpose);
        try {
            CertificateText text =
                    CertificateText.read(Files.readAllBytes(sdk.roots().resolve(file)));
            RootSource source = RootSource.of(name, text.certificates(), purposes);
            return text.unreadable() == 0 ? source : source.withFlaw(text.unreadable() + " unreadable");
        } catch (IOException e) {
            return RootSource.of(name, List.of(), purposes)
                    .withFlaw("unreadable: " + e.getClass().getSimpleName());
        }
    }

    private Optional<Sdk> newest() {
        return places.stream().flatMap(DotnetSdk::sdks).max(Sdk::compareTo);
    }

    private static Stream<Sdk> sdks(Path place) {
        Path folder = place.resolve("sdk");
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.flatMap(v -> Sdk.of(v).stream()).toList().stream();
        } catch (IOException e) {
            // As good as not installed: these roots are a help, and the report lists those that were used.
            return Stream.of();
        }
    }

    private static Optional<Path> variable(Function<String, @Nullable String> environment, String name) {
        return Optional.ofNullable(environment.apply(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private record Sdk(Path folder, long number, boolean release) implements Comparable<Sdk> {
        static Optional<Sdk> of(Path folder) {
            Matcher version = VERSION.matcher(String.valueOf(folder.getFileName()));
            if (!version.matches() || !Files.isDirectory(folder.resolve("trustedroots"))) {
                return Optional.empty();
            }
            long number = 0;
            for (int part = 1; part <= 3; part++) {
                number = number * 1_000_000 + Long.parseLong(version.group(part));
            }
            return Optional.of(new Sdk(folder, number, version.group(4) == null));
        }

        Path roots() {
            return folder.resolve("trustedroots");
        }

        @Override
        public int compareTo(Sdk other) {
            int order = Long.compare(number, other.number);
            return order != 0 ? order : Boolean.compare(release, other.release);
        }
    }
}
