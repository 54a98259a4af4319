package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.identity.TokenModule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The places where the makers' installers, and the packages of Debian, Fedora and Homebrew, put their libraries. Those
 * of OpenSC, ykcs11 and SafeNet are also jsign's (net.jsign.OpenSC, YubiKey and SafeNetEToken, 7.4). DigiCert's library
 * has no fixed place on Linux: there it lies beside its program {@code smctl}, wherever that is.
 */
record LibrarySearch(TokenSettings settings) {
    private static final List<String> LINUX_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu/", "/usr/lib/aarch64-linux-gnu/", "/usr/lib64/", "/usr/lib/", "/usr/local/lib/");
    private static final List<String> MAC_FOLDERS = List.of("/opt/homebrew/lib/", "/usr/local/lib/");

    /** The library to load; it exists. */
    Path find(Pkcs11Identity identity) throws ProblemException {
        if (identity.library().isPresent()) {
            Path library = identity.library().get().toAbsolutePath().normalize();
            if (!Files.isRegularFile(library)) {
                throw LibraryProblems.noLibrary(library);
            }
            return library;
        }
        TokenModule module = identity.module().orElseThrow();
        List<Path> places = places(module).map(Path::of).toList();
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> LibraryProblems.noModule(module, places));
    }

    Stream<String> places(TokenModule module) {
        return settings.windows() ? windows(module) : settings.mac() ? mac(module) : linux(module);
    }

    private Stream<String> windows(TokenModule module) {
        String programs = settings.variable("ProgramFiles").orElse("C:\\Program Files") + "\\";
        return switch (module) {
            case OPENSC -> Stream.of(programs + "OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll");
            case YKCS11 -> Stream.of(programs + "Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll");
            case SAFENET -> Stream.of(settings.variable("windir").orElse("C:\\Windows") + "\\System32\\eTPKCS11.dll");
            case SOFTHSM ->
                Stream.of(settings.variable("SystemDrive").orElse("C:") + "\\SoftHSM2\\lib\\softhsm2-x64.dll");
            case CLOUDHSM -> Stream.of(programs + "Amazon\\CloudHSM\\lib\\cloudhsm_pkcs11.dll");
            case SMPKCS11 ->
                Stream.concat(
                        Stream.of("DigiCert One Signing Manager Tools", "Keylocker Tools")
                                .map(folder -> programs + "DigiCert\\" + folder + "\\smpkcs11.dll"),
                        onThePath("smpkcs11.dll"));
        };
    }

    private Stream<String> mac(TokenModule module) {
        return switch (module) {
            case OPENSC -> in(MAC_FOLDERS, "/Library/OpenSC/lib/opensc-pkcs11.so", "opensc-pkcs11.so");
            case YKCS11 -> in(MAC_FOLDERS, "libykcs11.dylib");
            case SAFENET -> in(MAC_FOLDERS, "libeTPkcs11.dylib");
            case SOFTHSM -> in(MAC_FOLDERS, "softhsm/libsofthsm2.so");
            case CLOUDHSM -> Stream.of("/opt/cloudhsm/lib/libcloudhsm_pkcs11.dylib");
            case SMPKCS11 -> onThePath("smpkcs11.dylib");
        };
    }

    private Stream<String> linux(TokenModule module) {
        return switch (module) {
            case OPENSC -> in(LINUX_FOLDERS, "opensc-pkcs11.so");
            case YKCS11 -> in(LINUX_FOLDERS, "libykcs11.so", "libykcs11.so.2");
            case SAFENET -> in(LINUX_FOLDERS, "libeTPkcs11.so");
            case SOFTHSM -> in(LINUX_FOLDERS, "softhsm/libsofthsm2.so", "pkcs11/libsofthsm2.so");
            case CLOUDHSM -> Stream.of("/opt/cloudhsm/lib/libcloudhsm_pkcs11.so");
            case SMPKCS11 -> onThePath("smpkcs11.so");
        };
    }

    /** A name that is no absolute path is looked for in each folder. */
    private static Stream<String> in(List<String> folders, String... names) {
        List<String> places = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("/")) {
                places.add(name);
            } else {
                folders.forEach(folder -> places.add(folder + name));
            }
        }
        return places.stream();
    }

    private Stream<String> onThePath(String name) {
        return Stream.of(settings.variable("PATH").orElse("").split(File.pathSeparator))
                .filter(folder -> new File(folder).isAbsolute())
                .map(folder -> folder + File.separator + name);
    }
}
