package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.engine.tool.credential.DigiCertEnvironment;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProgramSearch;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that tell of a key pair and its certificate: DigiCert's smctl and Windows' certutil. Each call is made once
 * in a build.
 *
 * @param smctl named by the user; absent means PATH, then the folders of DigiCert's installers
 */
public record DigiCertPrograms(Machine host, RememberedCalls calls, Optional<Path> smctl) {
    /** {@code smctl healthcheck} asks the service for several things in turn. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final List<String> FOLDERS =
            List.of("DigiCert/DigiCert One Signing Manager Tools", "DigiCert/DigiCert Keylocker Tools");

    /** Where smctl is. */
    public Path locateSmctl() throws ProblemException {
        if (smctl.isPresent()) {
            Path named = smctl.get().toAbsolutePath().normalize();
            if (Files.isRegularFile(named)) {
                return named;
            }
            throw new ProblemException(Problem.of(
                    ToolProblem.TOOL_NOT_FOUND,
                    "<smctl><executable>: " + named + " does not exist or is no file.",
                    "Correct it, or leave it out to have smctl looked for on PATH and in DigiCert's folders."));
        }
        return new ProgramSearch(host)
                .find("smctl")
                .or(this::installed)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ToolProblem.TOOL_NOT_FOUND,
                        "smctl is in no folder of PATH, nor where DigiCert's installers put it.",
                        "Install DigiCert's client tools, or name it in <smctl><executable>; <engine>embedded</engine> needs"
                                + " none of them.")));
    }

    private Optional<Path> installed() {
        return host.folder("ProgramFiles").stream()
                .flatMap(folder -> FOLDERS.stream().map(folder::resolve))
                .map(folder -> folder.resolve("smctl.exe"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Calls smctl, signed in as this user. What it prints may hold pieces of the API key and of the password. */
    public ToolResult smctl(DigiCertAccount account, String... arguments)
            throws ProblemException, InterruptedException {
        return calls.run(
                host.runner(),
                new ToolCommand(
                        locateSmctl(), List.of(arguments), DigiCertEnvironment.of(account), List.of(), LIMIT, true));
    }

    /** Calls Windows' certutil. */
    ToolResult certutil(String... arguments) throws ProblemException, InterruptedException {
        Path program = host.folder("SystemRoot").stream()
                .map(root -> root.resolve("System32").resolve("certutil.exe"))
                .filter(Files::isRegularFile)
                .findFirst()
                .or(() -> new ProgramSearch(host).find("certutil"))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        KeyLockerProblem.CERTUTIL_NOT_FOUND,
                        "certutil, which tells which key storage providers and certificates Windows has, is not to be found.",
                        "Sign on Windows, or with <engine>embedded</engine>.")));
        return calls.run(host.runner(), new ToolCommand(program, List.of(arguments), Map.of(), List.of(), LIMIT));
    }

    /** What a call printed, the secrets of this user hidden. */
    static String words(ToolResult result, DigiCertAccount account) {
        return ToolWords.of(Stream.of(result.stdout(), result.stderr()).toList(), account);
    }
}
